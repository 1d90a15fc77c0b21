package org.pagurus.simulator.driver;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.WindowLevels;
import org.pagurus.memory.Page;

/**
 * What pages cost one core, in nanoseconds: each coding by the bytes that it leaves, in steps of
 * {@value #STEP_BYTES}, since how long a codec takes goes with how much it finds.
 */
public final class PageTimes {
    public static final int STEP_BYTES = 256;

    /** One for each step, and one for pages that were not made smaller. */
    public static final int STEPS = Page.SIZE_BYTES / STEP_BYTES + 1;

    /** No page takes a second. */
    private static final double MAX_NS = 1e9;

    private final Map<Coding, double[]> encodeNs = new EnumMap<>(Coding.class);
    private final Map<Integer, double[]> windowNs = new TreeMap<>();
    private final Map<CodecId, double[]> decodeNs = new EnumMap<>(CodecId.class);
    private final Other other;

    /** How many pages each stands for. */
    private final int pages;

    /**
     * What is taken beside codings.
     *
     * @param readNs by a page at the source: copy, checksum
     * @param versionNs by a page besides, where versions sent last are kept and the coding is
     *     chosen
     * @param zeroNs by a page of zeros at the source
     * @param frameNs by a frame beside its pages, on either side
     * @param byteNs by a byte that goes into a socket or out of it
     */
    public record Other(
            double readNs, double versionNs, double zeroNs, double frameNs, double byteNs) {
        public Other {
            require(readNs, "readNs");
            require(versionNs, "versionNs");
            require(zeroNs, "zeroNs");
            require(frameNs, "frameNs");
            require(byteNs, "byteNs");
        }
    }

    /**
     * @param encodeNs for each coding but the window, and step
     * @param windowNs encoding in the window, for each of {@link WindowLevels#all} and step
     * @param decodeNs for each codec and step
     * @throws IllegalArgumentException when a coding or codec, or a step, is missing, or a time is
     *     negative
     */
    public PageTimes(
            Map<Coding, double[]> encodeNs,
            Map<Integer, double[]> windowNs,
            Map<CodecId, double[]> decodeNs,
            Other other) {
        this(encodeNs, windowNs, decodeNs, other, 1);
    }

    private PageTimes(
            Map<Coding, double[]> encodeNs,
            Map<Integer, double[]> windowNs,
            Map<CodecId, double[]> decodeNs,
            Other other,
            int pages) {
        this.pages = pages;
        for (Coding coding : Coding.values()) {
            if (coding != Coding.WINDOW) {
                String field = "encodeNs." + coding.label();
                this.encodeNs.put(coding, steps(encodeNs.get(coding), field));
            }
        }
        for (int level : WindowLevels.all()) {
            this.windowNs.put(level, steps(windowNs.get(level), "windowNs." + level));
        }
        for (CodecId codec : CodecId.values()) {
            this.decodeNs.put(codec, steps(decodeNs.get(codec), "decodeNs." + codec));
        }
        this.other = other;
    }

    /**
     * Of one core at 2.5 GHz or so on the memory of a Linux guest: for where nothing was measured.
     * Each coding's time is taken to go with the bytes that it leaves.
     */
    public static PageTimes typical() {
        Map<Coding, double[]> encode = new EnumMap<>(Coding.class);
        for (Coding coding : Coding.values()) {
            encode.put(
                    coding,
                    switch (coding) {
                        case RAW -> line(0, 0);
                        case SPARSE -> line(400, 0.5);
                        case WKDM -> line(2_000, 0.3);
                        case LZ4 -> line(1_500, 2.2);
                        case ZSTD_FAST -> line(2_500, 2.6);
                        case ZSTD_1 -> line(5_000, 4.5);
                        case ZSTD_3 -> line(6_000, 5.4);
                        case WINDOW -> line(0, 0); // by its level, below
                        case XBZRLE -> line(700, 0.4);
                        case PREFIX -> line(6_000, 5);
                    });
        }
        Map<Integer, double[]> window = new TreeMap<>();
        for (int level : WindowLevels.all()) {
            window.put(level, line(2_000 + 1_500 * level, 3 + 2.5 * level));
        }
        Map<CodecId, double[]> decode = new EnumMap<>(CodecId.class);
        for (CodecId codec : CodecId.values()) {
            decode.put(
                    codec,
                    switch (codec) {
                        case RAW, DUPLICATE -> line(700, 0);
                        case ZERO, UNCHANGED -> line(100, 0);
                        case SPARSE, XBZRLE -> line(600, 0.2);
                        case WKDM -> line(2_000, 0.2);
                        case LZ4 -> line(900, 0.4);
                        case ZSTD, WINDOW -> line(2_000, 2);
                        case PREFIX -> line(3_000, 2);
                    });
        }
        return new PageTimes(encode, window, decode, new Other(700, 900, 150, 5_000, 0.15));
    }

    /**
     * Where each page stands for so many, and takes as many times as long. Whoever chooses codings
     * is told what one of them takes, and what the link carries of them, so that it chooses alike.
     */
    public PageTimes withPagesOf(int count) {
        PageTimes scaled =
                new PageTimes(
                        encodeNs,
                        windowNs,
                        decodeNs,
                        new Other(
                                other.readNs() * count,
                                other.versionNs() * count,
                                other.zeroNs() * count,
                                other.frameNs() * count,
                                other.byteNs() * count),
                        pages * count);
        scaled.encodeNs.values().forEach(ns -> multiply(ns, count));
        scaled.windowNs.values().forEach(ns -> multiply(ns, count));
        scaled.decodeNs.values().forEach(ns -> multiply(ns, count));
        return scaled;
    }

    /** How many pages each stands for: 1 but for a guest that is simulated smaller than it is. */
    int pages() {
        return pages;
    }

    private static void multiply(double[] ns, double factor) {
        for (int step = 0; step < STEPS; step++) {
            ns[step] *= factor;
        }
    }

    private static double[] line(double startNs, double byteNs) {
        double[] ns = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            ns[step] = startNs + byteNs * STEP_BYTES * step;
        }
        return ns;
    }

    private static double[] steps(double @Nullable [] ns, String field) {
        if (ns == null || ns.length != STEPS) {
            throw new IllegalArgumentException(
                    field
                            + ": expected "
                            + STEPS
                            + " steps but found "
                            + (ns == null ? "none" : ns.length));
        }
        for (int step = 0; step < STEPS; step++) {
            require(ns[step], field + "[" + step + "]");
        }
        return ns.clone();
    }

    private static void require(double ns, String field) {
        if (!(ns >= 0 && ns <= MAX_NS)) {
            throw new IllegalArgumentException(
                    field + ": expected 0 to " + MAX_NS + " but found " + ns);
        }
    }

    /** Encoding a page, for each step; not for the window. */
    public double[] encodeNs(Coding coding) {
        return requireNonNull(encodeNs.get(coding)).clone();
    }

    /** Encoding a page in a window of this level, for each step. */
    public double[] windowNs(int level) {
        return requireNonNull(windowNs.get(level)).clone();
    }

    /** Decoding a page, for each step. */
    public double[] decodeNs(CodecId codec) {
        return requireNonNull(decodeNs.get(codec)).clone();
    }

    public Other other() {
        return other;
    }

    /** Encoding a page that takes so many bytes; not in the window. */
    double encodeNs(Coding coding, int bytes) {
        return at(requireNonNull(encodeNs.get(coding)), bytes);
    }

    /** Encoding pages in the window that take so many bytes together. */
    double windowNs(int level, int pages, int bytes) {
        return pages * at(requireNonNull(windowNs.get(level)), bytes / pages);
    }

    /** Decoding a page of so many bytes. */
    public double decodeNs(CodecId codec, int bytes) {
        return at(requireNonNull(decodeNs.get(codec)), bytes);
    }

    private static double at(double[] ns, int bytes) {
        return ns[Math.min(bytes / STEP_BYTES, STEPS - 1)];
    }
}
