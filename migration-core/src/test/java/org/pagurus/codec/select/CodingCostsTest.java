package org.pagurus.codec.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class CodingCostsTest {
    private static final int ZSTD_BYTES = 1_500;
    private static final int ZSTD_NS = 12_000;

    /** A block says only what all its pages take: mixed blocks must still tell classes apart. */
    @Test
    void learnsWhatAWindowGivesEachClassFromMixedBlocks() {
        Seeds.forEach(
                20,
                seed -> {
                    Random random = new Random(seed);
                    CodingCosts costs = costs();
                    double[] real = {0.4 + random.nextDouble() / 2, 0.9 + random.nextDouble() / 2};
                    for (int block = 0; block < 300; block++) {
                        int first = random.nextInt(65);
                        int[] pages = {first, 64 - first};
                        double bytes = ZSTD_BYTES * (pages[0] * real[0] + pages[1] * real[1]);
                        costs.learnWindow(pages, bytes, 64 * ZSTD_NS);
                    }
                    for (int i = 0; i < real.length; i++) {
                        double learned = costs.bytes(i, Coding.WINDOW) / ZSTD_BYTES;
                        assertEquals(real[i], learned, 0.12, "class " + i);
                    }
                });
    }

    @Test
    void aWindowThatIsNotUsedIsThoughtAsGoodAsAnyAfterAWhile() {
        CodingCosts costs = costs();
        double expected = costs.bytes(0, Coding.WINDOW);
        for (int block = 0; block < 200; block++) {
            costs.learnWindow(new int[] {64, 0}, 64 * 1.2 * ZSTD_BYTES, 64 * ZSTD_NS);
        }
        assertEquals(1.2 * ZSTD_BYTES, costs.bytes(0, Coding.WINDOW), 0.05 * ZSTD_BYTES);
        assertEquals(expected, costs.bytes(1, Coding.WINDOW));
        for (int page = 0; page < 80_000; page++) {
            costs.forgetWindow(0);
        }
        assertEquals(expected, costs.bytes(0, Coding.WINDOW), 0.01 * ZSTD_BYTES);
    }

    private static CodingCosts costs() {
        double[][] bytes = new double[2][Coding.values().length];
        double[][] costNs = new double[2][Coding.values().length];
        for (int i = 0; i < 2; i++) {
            Arrays.fill(bytes[i], ZSTD_BYTES);
            Arrays.fill(costNs[i], ZSTD_NS);
        }
        return new CodingCosts(new KnownCosts(bytes, costNs));
    }
}
