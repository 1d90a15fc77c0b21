package org.pagurus.experiments.fidelity.measure;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.codec.select.WindowLevels;
import org.pagurus.experiments.fidelity.measure.CodingCalibration.FrameSample;
import org.pagurus.protocol.PageFrame;
import org.pagurus.simulator.driver.PageTimes;

/** Measures what pages cost: each coding on memory of all kinds, by as many threads as encode. */
final class PageCalibration {
    private static final long WARM_UP_NS = 400_000_000;
    private static final long MEASURED_NS = 500_000_000;

    /** A link on which the adaptive selector tries all there is. */
    private static final double LINK_BYTES_PER_SECOND = 60e6;

    private static final int MOST_THREADS = 8;

    /** Frames with fewer pages by a codec say little of it. */
    private static final int FEWEST_CODED = 8;

    private final List<CalibrationMemory> memories;
    private final Map<Coding, double[]> encodeNs = new EnumMap<>(Coding.class);
    private final Map<Integer, double[]> windowNs = new TreeMap<>();
    private final Map<CodecId, double[]> decodeNs = new EnumMap<>(CodecId.class);
    private final List<Double> readNs = new ArrayList<>();
    private double endFrameFillNs;
    private double endFrameReceiveNs;
    private double rawReceiveNs;
    private double zeroReceiveNs;
    private double zeroFillNs;

    private PageCalibration(List<CalibrationMemory> memories) {
        this.memories = memories;
    }

    /**
     * Measures all; takes about a minute.
     *
     * @param image of whole pages to measure on as well, which may be empty
     */
    static PageTimes measure(MemorySegment image) throws IOException, InterruptedException {
        List<CalibrationMemory> memories = new ArrayList<>();
        try {
            for (int thread = 0; thread < threads(); thread++) {
                memories.add(new CalibrationMemory(image));
            }
            return new PageCalibration(memories).measure();
        } finally {
            memories.forEach(CalibrationMemory::close);
        }
    }

    /** As many as encode unless a person says otherwise: they share caches and memory. */
    private static int threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        return Math.clamp(cores / 2, Math.min(2, cores), MOST_THREADS);
    }

    private PageTimes measure() throws IOException, InterruptedException {
        pagesInFull();
        for (Coding coding : Coding.values()) {
            if (coding != Coding.RAW && coding != Coding.WINDOW) {
                CodingCalibration run = run("fixed:" + coding.label(), 1);
                encodeNs.put(coding, run.encoding().medians());
                decodeNs.put(coding.codec(), decoding(run.frames()));
                if (!coding.needsVersion()) {
                    readNs.add(run.readNs());
                }
            }
        }
        encodeNs.put(Coding.RAW, new double[PageTimes.STEPS]);
        for (int level : WindowLevels.all()) {
            CodingCalibration run = run("fixed:window", level);
            windowNs.put(level, run.encoding().medians());
            decodeNs.put(CodecId.WINDOW, decoding(run.frames()));
        }
        double[] raw = always(rawReceiveNs);
        decodeNs.put(CodecId.RAW, raw);
        decodeNs.put(CodecId.DUPLICATE, raw);
        decodeNs.put(CodecId.ZERO, always(zeroReceiveNs));
        decodeNs.put(CodecId.UNCHANGED, always(zeroReceiveNs));
        double read = StepSamples.medianOf(readNs);
        double versions = run("adaptive", WindowLevels.all().getFirst()).readNs();
        return new PageTimes(
                encodeNs,
                windowNs,
                decodeNs,
                new PageTimes.Other(
                        read,
                        Math.max(0, versions - read),
                        zeroFillNs,
                        (endFrameFillNs + endFrameReceiveNs) / 2,
                        SocketBytes.measureNs()));
    }

    private CodingCalibration run(String kind, int windowLevel) throws InterruptedException {
        List<CodingCalibration> runs = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (CalibrationMemory memory : memories) {
            CodingCalibration run =
                    new CodingCalibration(
                            SelectorKind.parse(kind), windowLevel, LINK_BYTES_PER_SECOND);
            runs.add(run);
            threads.add(
                    Thread.ofPlatform()
                            .name("calibrate-" + threads.size())
                            .daemon()
                            .start(() -> run.run(memory, WARM_UP_NS, MEASURED_NS)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return runs.getFirst(); // the others were there for the load
    }

    /** Frames with nothing but full pages, nothing but zeros, and nothing at all. */
    private void pagesInFull() throws InterruptedException {
        List<FrameSample> frames = run("fixed:raw", 1).frames();
        endFrameFillNs = median(frames, 0, FrameSample::pages, FrameSample::fillNs);
        endFrameReceiveNs = median(frames, 0, FrameSample::pages, FrameSample::receiveNs);
        int all = PageFrame.MAX_PAGES;
        rawReceiveNs = perPage(median(frames, all, FrameSample::raw, FrameSample::receiveNs));
        zeroReceiveNs = perPage(median(frames, all, FrameSample::zero, FrameSample::receiveNs));
        zeroFillNs =
                Math.max(
                        0,
                        (median(frames, all, FrameSample::zero, FrameSample::fillNs)
                                        - endFrameFillNs)
                                / all);
    }

    private double perPage(double receiveNs) {
        return Math.max(0, (receiveNs - endFrameReceiveNs) / PageFrame.MAX_PAGES);
    }

    private static double median(
            List<FrameSample> frames,
            int wanted,
            ToDoubleFunction<FrameSample> count,
            ToDoubleFunction<FrameSample> figure) {
        return StepSamples.medianOf(
                frames.stream()
                        .filter(frame -> count.applyAsDouble(frame) == wanted)
                        .map(figure::applyAsDouble)
                        .toList());
    }

    /**
     * A codec's decoding as a start and so much a byte: the line of least squares through what
     * frames took beside their full and zero pages.
     */
    private double[] decoding(List<FrameSample> frames) {
        double pp = 0;
        double pb = 0;
        double bb = 0;
        double pt = 0;
        double bt = 0;
        for (FrameSample frame : frames) {
            if (frame.coded() < FEWEST_CODED) {
                continue;
            }
            double ns =
                    frame.receiveNs()
                            - endFrameReceiveNs
                            - frame.raw() * rawReceiveNs
                            - frame.zero() * zeroReceiveNs;
            pp += (double) frame.coded() * frame.coded();
            pb += (double) frame.coded() * frame.bytes();
            bb += (double) frame.bytes() * frame.bytes();
            pt += frame.coded() * ns;
            bt += frame.bytes() * ns;
        }
        double determinant = pp * bb - pb * pb;
        double pageNs = determinant == 0 ? pt / pp : (pt * bb - bt * pb) / determinant;
        double byteNs = determinant == 0 ? 0 : (bt * pp - pt * pb) / determinant;
        if (pageNs < 0 || byteNs < 0) { // all alike: no line
            pageNs = Math.max(0, pt / pp);
            byteNs = 0;
        }
        double[] ns = new double[PageTimes.STEPS];
        for (int step = 0; step < ns.length; step++) {
            ns[step] = pageNs + byteNs * (step + 0.5) * PageTimes.STEP_BYTES;
        }
        return ns;
    }

    private static double[] always(double ns) {
        double[] all = new double[PageTimes.STEPS];
        Arrays.fill(all, ns);
        return all;
    }
}
