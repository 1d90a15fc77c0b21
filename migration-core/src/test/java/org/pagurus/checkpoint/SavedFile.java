package org.pagurus.checkpoint;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.SteppedGuest;
import org.pagurus.engine.page.Compression;

/** Checkpoints of the stepped guest, which writes whenever some of one is written. */
final class SavedFile {
    static final long PAGES = 96;
    static final long ACTIVE_PAGES = 40;
    static final long SAVED_AT_MS = 1_700_000_000_000L;

    private SavedFile() {}

    static Compression compression(String selector) {
        SelectorKind kind = SelectorKind.parse(selector);
        return Compression.pageByPage(() -> kind.newSelector(() -> Double.POSITIVE_INFINITY, 1));
    }

    /** A whole checkpoint, in at least three rounds. */
    static byte[] bytes() throws CheckpointException {
        try (SteppedGuest guest = new SteppedGuest(PAGES, ACTIVE_PAGES)) {
            guest.boot();
            guest.step(1_000);
            Bytes sink = new Bytes(() -> guest.step(17));
            // A slow clock: pages seem to take long, so that there are rounds.
            long[] nowNs = {0};
            new GuestSaver(guest, compression("fixed:lz4"), () -> nowNs[0] += 1L << 33, () -> false)
                    .write(sink, SAVED_AT_MS);
            return sink.out.toByteArray();
        }
    }

    /** Loads it without a look at its checksum first, as {@link SavedGuest#verify} takes. */
    static void load(Path file) throws CheckpointException {
        try (SavedGuest saved = SavedGuest.open(file);
                SteppedGuest guest = guestFor(saved)) {
            saved.load(guest, () -> false);
            assertNull(guest.violation());
        }
    }

    private static SteppedGuest guestFor(SavedGuest saved) throws CheckpointException {
        long pages = saved.header().guest().memoryBytes() >>> 12;
        if (pages > 4 * PAGES) {
            throw new CheckpointException("memoryBytes", "more than this host has");
        }
        return new SteppedGuest(pages, Math.min(pages, ACTIVE_PAGES));
    }

    static Path write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** With a checksum and a length that are right again. */
    static byte[] sealed(byte[] damaged) {
        byte[] sealed = Arrays.copyOf(damaged, damaged.length);
        ByteBuffer out = ByteBuffer.wrap(sealed);
        out.putLong(sealed.length - 16, sealed.length);
        CRC32C checksum = new CRC32C();
        checksum.update(sealed, 0, sealed.length - 8);
        out.putInt(sealed.length - 8, (int) checksum.getValue());
        return sealed;
    }

    /** Keeps the bytes; the guest runs meanwhile. */
    static final class Bytes implements CheckpointSink {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Runnable meanwhile;

        Bytes(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public void write(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.writeBytes(copy);
            meanwhile.run();
        }

        @Override
        public void sync() {
            meanwhile.run();
        }
    }
}
