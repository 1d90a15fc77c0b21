package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.guest.GuestException;
import org.pagurus.testing.Seeds;

class PageSequencesTest {
    private static final int DRAWS = 200_000;

    @Test
    void uniformWritesEveryPageAlike() {
        Seeds.forEach(
                5,
                seed -> {
                    long[] counts = draw(Workloads.parse("uniform"), 100, seed);
                    double[] shares = new double[100];
                    Arrays.fill(shares, 0.01);
                    assertFits(shares, counts);
                });
    }

    @Test
    void hotColdWritesEachClassByItsShare() {
        Seeds.forEach(
                5,
                seed -> {
                    long[] counts = draw(Workloads.parse("hotcold:10/60,30/40,60/0"), 100, seed);
                    double[] shares = new double[100];
                    Arrays.fill(shares, 0, 10, 0.06);
                    Arrays.fill(shares, 10, 40, 0.4 / 30);
                    assertFits(shares, counts);
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.99, 1, 1.5, 3})
    void zipfWritesByRank(double exponent) {
        Seeds.forEach(
                3,
                seed -> {
                    int pages = 60;
                    long[] counts = draw(new WorkloadSpec.Zipfian(exponent), pages, seed);
                    // The sequence deals the ranks over the pages; the most written is rank 1.
                    Arrays.sort(counts);
                    double[] shares = new double[pages];
                    double sum = 0;
                    for (int rank = 1; rank <= pages; rank++) {
                        sum += Math.pow(rank, -exponent);
                    }
                    for (int rank = 1; rank <= pages; rank++) {
                        shares[pages - rank] = Math.pow(rank, -exponent) / sum;
                    }
                    // Sorting moves neighbours a little, which only makes the fit better.
                    assertFits(shares, counts);
                });
    }

    @Test
    void zipfReachesEveryPageOfAnySize() {
        for (int pages : new int[] {1, 2, 3, 7, 64, 100}) {
            long[] counts = draw(new WorkloadSpec.Zipfian(0.5), pages, 1);
            assertTrue(Arrays.stream(counts).allMatch(count -> count > 0), pages + " pages");
        }
    }

    @Test
    void sequentialBeginsAgainAfterTheLastPage() {
        PageSequence sequence = PageSequences.create(Workloads.parse("sequential"), 3, 0);
        long[] pages = new long[7];
        Arrays.setAll(pages, i -> sequence.next(0));
        assertEquals("[0, 1, 2, 0, 1, 2, 0]", Arrays.toString(pages));
    }

    @Test
    void phasesFollowTheRunningTime() {
        PageSequence sequence =
                PageSequences.create(Workloads.parse("phased:sequential@1s+idle@0.5s"), 9, 0);
        assertEquals(0, sequence.next(0));
        assertEquals(1, sequence.next(999_999_999));
        assertEquals(PageSequence.NONE, sequence.next(1_000_000_000));
        assertEquals(PageSequence.NONE, sequence.next(1_499_999_999));
        assertEquals(2, sequence.next(1_500_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idle",
                "uniform",
                "sequential",
                "invariant",
                "hotcold",
                "zipf",
                "phased:uniform@1s+zipf@1s"
            })
    void goesOnFromASavedState(String workload) throws GuestException {
        WorkloadSpec spec = Workloads.parse(workload);
        PageSequence sequence = PageSequences.create(spec, 1000, 7);
        for (int i = 0; i < 1234; i++) {
            sequence.next(i * 10_000_000L);
        }
        long[] state = new long[1 + sequence.stateWords()];
        sequence.save(state, 1);
        PageSequence restored = PageSequences.create(spec, 1000, 7);
        restored.load(state, 1);
        for (int i = 0; i < 1000; i++) {
            assertEquals(sequence.next(i * 10_000_000L), restored.next(i * 10_000_000L));
        }
    }

    @Test
    void refusesAPositionOutsideTheWorkingSet() {
        PageSequence sequence = PageSequences.create(Workloads.parse("sequential"), 3, 0);
        assertThrows(GuestException.class, () -> sequence.load(new long[] {3}, 0));
        assertThrows(GuestException.class, () -> sequence.load(new long[] {-1}, 0));
    }

    private static long[] draw(WorkloadSpec spec, int pages, long seed) {
        PageSequence sequence = PageSequences.create(spec, pages, seed);
        long[] counts = new long[pages];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) sequence.next(0)]++;
        }
        return counts;
    }

    /** Pearson's chi-square against a bound of six standard deviations. */
    private static void assertFits(double[] shares, long[] counts) {
        double chiSquare = 0;
        int cells = 0;
        for (int i = 0; i < shares.length; i++) {
            double expected = shares[i] * DRAWS;
            if (expected == 0) {
                assertEquals(0, counts[i], "page " + i);
            } else if (expected >= 5) {
                chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            }
        }
        int freedom = cells - 1;
        double bound = freedom + 6 * Math.sqrt(2.0 * freedom);
        assertTrue(chiSquare < bound, "chi-square " + chiSquare + " is not below " + bound);
    }
}
