package org.pagurus.simulator.sample;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.FramesAhead;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.simulator.driver.TabledTime;

/** Sends pages in rounds by the engine's own senders, to nobody. One thread. */
final class SampleSender implements AutoCloseable {
    private static final double NS_PER_SECOND = 1e9;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(PageFrame.MAX_BYTES, 8);
    private final PageFrameHead head = new PageFrameHead();
    private final List<PageSender> senders = new ArrayList<>();
    private final PageHashes hashes;
    private final SharedCores cores;
    private final TabledTime time;

    /** Frames that go before the link's rate is known, of which so many were sent. */
    private final int framesBefore;

    private int framesSent;
    private int round;

    SampleSender(GuestMemory memory, SamplingChoice choice) {
        cores =
                new SharedCores(
                        choice.pipeline(),
                        Math.min(choice.encoders(), choice.streams()),
                        choice.decoders(),
                        NS_PER_SECOND / choice.linkBytesPerSecond());
        time = new TabledTime(choice.times(), cores::slowdown, choice.selector().usesVersions());
        framesBefore =
                choice.pipeline().isRateKnown() || !choice.selector().encodes()
                        ? 0
                        : FramesAhead.BEFORE_RATE_IS_KNOWN * choice.streams();
        double sampled = Math.min(1, (double) memory.sizeBytes() / choice.memoryBytes());
        Compression encoding =
                Compression.of(
                        choice.selector(),
                        choice.encoders(),
                        (long) (choice.deltaCacheBytes() * sampled),
                        choice.streams(),
                        choice.memoryBytes(),
                        () ->
                                framesSent < framesBefore
                                        ? Double.POSITIVE_INFINITY
                                        : choice.linkBytesPerSecond(),
                        time);
        Compression compression =
                new Compression(
                        encoding.selectors(),
                        encoding.versionLimitBytes(),
                        encoding.windowLog(),
                        () -> {
                            int level = encoding.windowLevel().getAsInt();
                            time.windowBegins(level);
                            return level;
                        },
                        time);
        hashes = new PageHashes(memory.pageCount(), choice.streams());
        for (int stream = 0; stream < choice.streams(); stream++) {
            senders.add(
                    new PageSender(
                            stream, choice.streams(), memory, new CleanLog(), hashes, compression));
        }
    }

    /**
     * Sends pages, a frame of each stream in turn.
     *
     * @param kindOf by page, for the tallies
     */
    void send(PageBitmap pages, boolean last, int[] kindOf, PageTallies tallies) {
        for (PageSender sender : senders) {
            sender.beginRound(round, pages, last);
        }
        round++;
        for (boolean more = true; more; ) {
            more = false;
            for (PageSender sender : senders) {
                if (!sender.isRoundSent()) {
                    more = true;
                    sendFrame(sender, kindOf, tallies);
                }
            }
        }
    }

    private void sendFrame(PageSender sender, int[] kindOf, PageTallies tallies) {
        StreamTally before = sender.tally();
        MemorySegment frame = sender.fill(buffer);
        double sourceNs = time.takeFrameNs(sender, before);
        if (sender.isRoundSent()) {
            return;
        }
        if (framesSent++ < framesBefore) {
            return; // whoever samples counts them by themselves
        }
        try {
            head.read(frame);
        } catch (ProtocolException e) {
            throw new AssertionError("what a sender writes can be read", e);
        }
        double destinationNs = tallies.add(head, kindOf, sourceNs);
        int pages = head.pages();
        cores.sent(sourceNs / pages, destinationNs / pages, (double) frame.byteSize() / pages);
    }

    @Override
    public void close() {
        senders.forEach(PageSender::close);
        hashes.close();
        arena.close();
    }

    /** Nothing is dirty while it is sent. */
    private static final class CleanLog implements DirtyLog {
        @Override
        public void start() {}

        @Override
        public long harvest(PageBitmap dirty) {
            return 0;
        }

        @Override
        public void peek(int firstWord, long[] marks) {
            Arrays.fill(marks, 0);
        }

        @Override
        public void stop() {}
    }
}
