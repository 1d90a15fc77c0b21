package org.pagurus.simulator.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.kernel.RandomStreams;

/** The share of pages that a time dirties, against writes made one by one. */
class DirtyShareTest {
    private static final long SEED = 20_261_125;
    private static final int[] PAGES = {16, 256, 4096, 65_536};
    private static final double[] WRITES_PER_PAGE = {0.001, 0.01, 0.1, 0.5, 1, 2, 5};
    private static final int WRITES_IN_ALL = 2_000_000;

    /** So many standard errors of the mean; one grid point in 10^7 would be further off. */
    private static final double STANDARD_ERRORS = 5.5;

    /**
     * The formula is that of Poisson writes; so many writes exactly differ from it by less than
     * this.
     */
    private static final double PAGES_OFF = 0.5;

    @Test
    void distinctPagesAreThoseOfWritesMadeOneByOne() {
        RandomGenerator random = new RandomStreams(SEED).stream("writes");
        for (int pages : PAGES) {
            for (double writesPerPage : WRITES_PER_PAGE) {
                int writes = (int) Math.round(writesPerPage * pages);
                if (writes > 0) {
                    check(pages, writes, random);
                }
            }
        }
    }

    private static void check(int pages, int writes, RandomGenerator random) {
        int runs = Math.max(50, WRITES_IN_ALL / 28 / writes);
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            BitSet dirty = new BitSet(pages);
            for (int write = 0; write < writes; write++) {
                dirty.set(random.nextInt(pages));
            }
            sum += dirty.cardinality();
            squares += (double) dirty.cardinality() * dirty.cardinality();
        }
        double mean = sum / runs;
        double variance = Math.max(0, squares / runs - mean * mean);
        double tolerance = STANDARD_ERRORS * Math.sqrt(variance / runs) + PAGES_OFF;
        assertEquals(
                mean,
                pages * DirtyShare.random((double) writes / pages),
                tolerance,
                "%d writes to %d pages, seed %d".formatted(writes, pages, SEED));
    }

    @Test
    void aSweepDirtiesEveryPageOnceUntilItComesRound() {
        assertEquals(0.25, DirtyShare.sweep(0.25));
        assertEquals(1, DirtyShare.sweep(1));
        assertEquals(1, DirtyShare.sweep(3.5));
    }

    @Test
    void bothWaysTogetherDirtyWhatEitherDoes() {
        double random = DirtyShare.random(0.7);
        assertEquals(1 - (1 - 0.4) * (1 - random), DirtyShare.of(0.7, 0.4), 1e-15);
    }
}
