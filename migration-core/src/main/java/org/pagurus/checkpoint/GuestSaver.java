package org.pagurus.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.guest.Guest;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.PageFrame;

/**
 * Writes a running guest to a checkpoint, by rounds as a migration sends it: all memory first, then
 * what was written meanwhile, and the rest and the device state in a short pause. Whatever goes
 * wrong, the guest runs afterwards. For one guest, once, by one thread.
 */
public final class GuestSaver {
    private final Guest guest;
    private final Compression compression;
    private final LongSupplier nanoTime;
    private final BooleanSupplier abandoned;

    /**
     * @param guest runs, and nobody else pauses it or uses its dirty log until it is saved
     * @param compression for one stream; without versions and window, which a restore would not
     *     have
     * @param nanoTime such as {@link System#nanoTime}
     * @param abandoned asked again and again; true gives the saving up
     */
    public GuestSaver(
            Guest guest,
            Compression compression,
            LongSupplier nanoTime,
            BooleanSupplier abandoned) {
        if (compression.windowLog() != 0 || compression.versionLimitBytes() != 0) {
            throw new IllegalArgumentException("a checkpoint has no window and no versions");
        }
        this.guest = guest;
        this.compression = compression;
        this.nanoTime = nanoTime;
        this.abandoned = abandoned;
    }

    /**
     * Saves the guest; the file has its name when this returns.
     *
     * @throws CheckpointException when it could not be written whole; there is no new file then
     */
    public SavedCheckpoint save(NewCheckpoint file, long nowMs) throws CheckpointException {
        long startNs = nanoTime.getAsLong();
        SavedCheckpoint saved = write(file, nowMs);
        file.commit();
        return new SavedCheckpoint(
                saved.rounds(),
                saved.pages(),
                saved.fileBytes(),
                nanoTime.getAsLong() - startNs,
                saved.pauseNs());
    }

    /** Writes the guest; all of it is on the disk when this returns. */
    SavedCheckpoint write(CheckpointSink sink, long nowMs) throws CheckpointException {
        try (Stream stream = new Stream(sink)) {
            return stream.write(nowMs);
        } catch (IOException e) {
            throw NewCheckpoint.failed(e);
        }
    }

    /** The one page stream, into the file. */
    private final class Stream implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment frame = arena.allocate(PageFrame.MAX_BYTES, 64);
        private final long pageCount = guest.memory().pageCount();
        private final PageBitmap toWrite = new PageBitmap(pageCount);
        private final PageHashes hashes = new PageHashes(pageCount, 1);
        private final PageSender pages =
                new PageSender(0, 1, guest.memory(), guest.dirtyLog(), hashes, compression);
        private final CheckpointSink sink;
        private final CheckpointWriter writer;
        private final long startNs = nanoTime.getAsLong();
        private int rounds;
        private long writtenPages;

        Stream(CheckpointSink sink) {
            this.sink = sink;
            writer = new CheckpointWriter(sink);
        }

        SavedCheckpoint write(long nowMs) throws CheckpointException, IOException {
            writer.header(new CheckpointHeader(guest.description(), nowMs));
            long pauseNs;
            guest.dirtyLog().start();
            try {
                liveRounds();
                pauseNs = lastRound();
            } finally {
                guest.dirtyLog().stop();
            }
            writer.end(hashes.digest());
            sink.sync();
            return new SavedCheckpoint(
                    rounds, writtenPages, writer.bytes(), nanoTime.getAsLong() - startNs, pauseNs);
        }

        private void liveRounds() throws CheckpointException, IOException {
            toWrite.setAll();
            long pending = pageCount;
            LiveRounds.Seen seen;
            do {
                long roundNs = nanoTime.getAsLong();
                StreamTally tally = round(false);
                // The disk has taken it then, and takes what is written in the pause at once.
                sink.sync();
                roundNs = nanoTime.getAsLong() - roundNs;
                long fullPages = Math.max(1, tally.pages() - tally.zeroPages());
                toWrite.clearAll();
                // Pages that the round has skipped are marked, so they are in it.
                long dirtied = guest.dirtyLog().harvest(toWrite);
                seen =
                        new LiveRounds.Seen(
                                rounds,
                                writtenPages,
                                (double) roundNs / fullPages,
                                pending,
                                dirtied);
                pending = dirtied;
            } while (LiveRounds.another(seen, pageCount));
        }

        /** Answers with how long the guest was paused. */
        private long lastRound() throws CheckpointException, IOException {
            long pausedNs = nanoTime.getAsLong();
            try {
                guest.pause();
                long unused = guest.dirtyLog().harvest(toWrite);
                StreamTally tally = round(true);
                assert tally.skippedPages() == 0 : tally;
                writer.devices(guest.saveDeviceState());
            } finally {
                guest.resume();
            }
            return nanoTime.getAsLong() - pausedNs;
        }

        private StreamTally round(boolean last) throws CheckpointException, IOException {
            pages.beginRound(rounds, toWrite, last);
            while (!pages.isRoundSent()) {
                if (abandoned.getAsBoolean()) {
                    throw new CheckpointException("host", "the daemon was told to stop");
                }
                writer.frame(pages.fill(frame));
            }
            rounds++;
            writtenPages += pages.tally().pages();
            return pages.tally();
        }

        @Override
        public void close() {
            pages.close();
            hashes.close();
            arena.close();
        }
    }
}
