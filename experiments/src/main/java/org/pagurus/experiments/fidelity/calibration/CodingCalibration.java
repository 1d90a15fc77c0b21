package org.pagurus.experiments.fidelity.calibration;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * Sends memory by one selector, round after round, without a link, through the engine's own sender
 * and receiver, and notes what each coding and frame took.
 */
final class CodingCalibration {
    /** A window that no memory here is larger than. */
    private static final int WINDOW_LOG = 26;

    /** What a frame took on either side, and what was in it. */
    record FrameSample(
            double fillNs, double receiveNs, int pages, int raw, int zero, int coded, int bytes) {}

    private final SelectorKind kind;
    private final int windowLevel;
    private final double bytesPerSecond;
    private final StepSamples encoding = new StepSamples();
    private final List<Double> readNs = new ArrayList<>();
    private final List<FrameSample> frames = new ArrayList<>();
    private final Clock clock = new Clock();
    private boolean counts;

    /**
     * @param windowLevel of the long frame, if there is one
     * @param bytesPerSecond of the link that is not there, for selectors that go by it
     */
    CodingCalibration(SelectorKind kind, int windowLevel, double bytesPerSecond) {
        this.kind = kind;
        this.windowLevel = windowLevel;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Tells codings apart from what is around them. */
    private final class Clock implements EncodingTime {
        private long codingsNs;

        @Override
        public long startNs() {
            return System.nanoTime();
        }

        @Override
        public long codedNs(long startNs, Coding coding, int pages, int bytes) {
            long ns = System.nanoTime() - startNs;
            codingsNs += ns;
            if (counts) {
                encoding.add(bytes / pages, ns / (double) pages);
            }
            return ns;
        }

        @Override
        public long filledNs(long startNs, int pages) {
            long ns = System.nanoTime() - startNs;
            if (counts && pages == PageFrame.MAX_PAGES) {
                readNs.add((ns - codingsNs) / (double) pages);
            }
            codingsNs = 0;
            return ns;
        }
    }

    /**
     * Measures after a warm-up; two rounds at least.
     *
     * @param warmUpNs how long it runs before
     * @param measuredNs how long it is measured
     */
    void run(CalibrationMemory memory, long warmUpNs, long measuredNs) {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < warmUpNs) {
            migrate(memory);
        }
        counts = true;
        do {
            migrate(memory);
        } while (System.nanoTime() - startNs < warmUpNs + measuredNs);
    }

    /** What a page took to encode, by what was left of it. */
    StepSamples encoding() {
        return encoding;
    }

    /** What a page took beside its coding, in frames without zeros. */
    double readNs() {
        return StepSamples.medianOf(readNs);
    }

    List<FrameSample> frames() {
        return frames;
    }

    /** All memory once, then all of it written to and sent again. */
    private void migrate(CalibrationMemory from) {
        GuestMemory source = from.memory();
        long pageCount = source.pageCount();
        Compression compression =
                new Compression(
                        () -> kind.newSelector(() -> bytesPerSecond, 1),
                        kind.usesVersions() ? source.sizeBytes() : 0,
                        kind.usesWindow() ? WINDOW_LOG : 0,
                        () -> windowLevel,
                        clock);
        PageBitmap all = new PageBitmap(pageCount);
        all.setAll();
        try (GuestMemory destination = GuestMemory.allocate(source.sizeBytes());
                Arena arena = Arena.ofConfined();
                PageHashes sent = new PageHashes(pageCount, 1);
                PageHashes received = new PageHashes(pageCount, 1);
                PageSender sender =
                        new PageSender(
                                0, 1, source, new SoftwareDirtyLog(pageCount), sent, compression);
                PageReceiver receiver =
                        new PageReceiver(
                                0,
                                new StreamMap(1),
                                destination,
                                received,
                                new PageBitmap(pageCount),
                                compression.windowLog())) {
            destination.segment().fill((byte) 0); // memory that is there already
            MemorySegment room = arena.allocate(PageFrame.MAX_BYTES, 64);
            for (int round = 0; round < 2; round++) {
                sender.beginRound(round, all, false);
                while (!sender.isRoundSent()) {
                    move(sender, receiver, room);
                }
                from.change();
            }
        } catch (ProtocolException e) {
            throw new IllegalStateException("a frame of our own was refused: " + e, e);
        }
    }

    private void move(PageSender sender, PageReceiver receiver, MemorySegment room)
            throws ProtocolException {
        long startNs = System.nanoTime();
        MemorySegment frame = sender.fill(room);
        long filledNs = System.nanoTime();
        boolean ended = receiver.receive(frame);
        long receivedNs = System.nanoTime();
        if (counts) {
            frames.add(sample(frame, filledNs - startNs, receivedNs - filledNs));
        }
        if (ended) {
            receiver.roundEnd();
        }
    }

    private static FrameSample sample(MemorySegment frame, long fillNs, long receiveNs)
            throws ProtocolException {
        PageFrameHead head = new PageFrameHead();
        head.read(frame);
        int raw = 0;
        int zero = 0;
        int bytes = head.blockBytes();
        for (int i = 0; i < head.pages(); i++) {
            CodecId codec = head.codec(i);
            if (codec == CodecId.RAW) {
                raw++;
            } else if (codec == CodecId.ZERO) {
                zero++;
            } else {
                bytes += head.bodyBytes(i);
            }
        }
        int coded = head.pages() - raw - zero;
        return new FrameSample(fillNs, receiveNs, head.pages(), raw, zero, coded, bytes);
    }
}
