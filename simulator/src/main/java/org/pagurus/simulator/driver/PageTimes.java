package org.pagurus.simulator.driver;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.Coding;
import org.pagurus.memory.Page;

/**
 * What pages cost one core, in nanoseconds: each coding by the bytes that it leaves, in steps of
 * {@value #STEP_BYTES}, since how long a codec takes goes with how much it finds.
 */
public final class PageTimes {
    public static final int STEP_BYTES = 256;

    /** One for each step, and one for pages that were not made smaller. */
    public static final int STEPS = Page.SIZE_BYTES / STEP_BYTES + 1;

    private final Map<Coding, double[]> encodeNs = new EnumMap<>(Coding.class);
    private final Map<CodecId, double[]> decodeNs = new EnumMap<>(CodecId.class);
    private final double readNs;
    private final double zeroNs;
    private final double frameNs;

    /**
     * @param encodeNs for each coding and step
     * @param decodeNs for each codec and step
     * @param readNs what a page takes at the source beside its coding: copy, checksum, choice
     * @param zeroNs what a page of zeros takes at the source
     * @param frameNs what a frame takes beside its pages, on either side
     * @throws IllegalArgumentException when a coding or codec, or a step, is missing
     */
    public PageTimes(
            Map<Coding, double[]> encodeNs,
            Map<CodecId, double[]> decodeNs,
            double readNs,
            double zeroNs,
            double frameNs) {
        for (Coding coding : Coding.values()) {
            this.encodeNs.put(coding, steps(encodeNs.get(coding), "encodeNs." + coding.label()));
        }
        for (CodecId codec : CodecId.values()) {
            this.decodeNs.put(codec, steps(decodeNs.get(codec), "decodeNs." + codec));
        }
        this.readNs = readNs;
        this.zeroNs = zeroNs;
        this.frameNs = frameNs;
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
                        case WINDOW -> line(5_500, 5);
                        case XBZRLE -> line(700, 0.4);
                        case PREFIX -> line(6_000, 5);
                    });
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
        return new PageTimes(encode, decode, 700, 150, 5_000);
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
        return ns.clone();
    }

    /** Encoding pages that take so many bytes together. */
    double encodeNs(Coding coding, int pages, int bytes) {
        return pages * at(requireNonNull(encodeNs.get(coding)), bytes / pages);
    }

    /** Decoding a page of so many bytes. */
    double decodeNs(CodecId codec, int bytes) {
        return at(requireNonNull(decodeNs.get(codec)), bytes);
    }

    double readNs() {
        return readNs;
    }

    double zeroNs() {
        return zeroNs;
    }

    double frameNs() {
        return frameNs;
    }

    private static double at(double[] ns, int bytes) {
        return ns[Math.min(bytes / STEP_BYTES, STEPS - 1)];
    }
}
