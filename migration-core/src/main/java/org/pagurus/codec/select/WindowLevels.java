package org.pagurus.codec.select;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which level of zstd a stream's long frame is begun with: the one that compresses best among those
 * fast enough for the link. It cannot be changed while the frame goes on.
 */
public final class WindowLevels {
    /**
     * The level whose speed is in {@link #BYTES_PER_SECOND}, on one core; docs/native-codecs.md.
     */
    private static final int[] LEVELS = {9, 7, 5, 3};

    private static final double[] BYTES_PER_SECOND = {76e6, 108e6, 160e6, 290e6};
    private static final int FASTEST = 1;

    /** How much of a page is left on the link. */
    private static final double RATIO = 0.33;

    /** What of the cores is there for the window: other work and slower cores have the rest. */
    private static final double SHARE = 0.6;

    private WindowLevels() {}

    /** All that {@link #level} may answer, the slowest first. */
    public static List<Integer> all() {
        return IntStream.concat(Arrays.stream(LEVELS), IntStream.of(FASTEST)).boxed().toList();
    }

    /**
     * @param linkBytesPerSecond the stream's share of the link
     * @param cores how much of the processor the stream's encoding may use
     */
    public static int level(double linkBytesPerSecond, double cores) {
        double wanted = linkBytesPerSecond / RATIO;
        for (int i = 0; i < LEVELS.length; i++) {
            if (BYTES_PER_SECOND[i] * cores * SHARE >= wanted) {
                return LEVELS[i];
            }
        }
        return FASTEST;
    }
}
