package org.pagurus.simulator.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * Page classes whose dirty log would look like a measured one. For each of a grid of rates, how
 * many pages are written at it is found by least squares with no count below 0: both the pages
 * dirtied in an interval and those dirtied in two in a row (with the product of the chances) are
 * sums over classes. Errors count in proportion to what was dirtied, so that short intervals tell
 * as much as long ones.
 *
 * <p>Rates between the slowest and the fastest that the intervals can tell apart are told; pages
 * written faster come out as fast as these, and pages written more slowly as so many more pages, up
 * to all that memory has.
 */
public final class WorkingSetFit {
    private static final int RATES = 25;

    /** Writes to a page in the longest interval at the least rate, in the shortest at the most. */
    private static final double LEAST_WRITES = 0.02;

    private static final double MOST_WRITES = 8;
    private static final int MOST_SWEEPS = 20_000;
    private static final double SETTLED = 1e-9;

    /** Classes of less than this share of the pages written say nothing. */
    private static final double LEAST_SHARE = 1e-4;

    private static final double NS_PER_SECOND = 1e9;

    private WorkingSetFit() {}

    /**
     * Fits classes spread over all memory.
     *
     * @param intervals in order, one behind the other; at least one
     * @param memoryPages more than any interval dirtied
     */
    public static PageClasses of(List<DirtyInterval> intervals, long memoryPages) {
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("intervals: expected 1 or more but found none");
        }
        for (DirtyInterval interval : intervals) {
            if (interval.dirtiedPages() > memoryPages) {
                throw new IllegalArgumentException(
                        "dirtiedPages: expected at most the "
                                + memoryPages
                                + " of memory but found "
                                + interval.dirtiedPages());
            }
        }
        double[] rates = rates(intervals);
        return PageClasses.of(memoryPages, classes(rates, solve(rates, intervals), memoryPages));
    }

    private static double[] rates(List<DirtyInterval> intervals) {
        double longest = 0;
        double shortest = Double.POSITIVE_INFINITY;
        for (DirtyInterval interval : intervals) {
            longest = Math.max(longest, seconds(interval));
            shortest = Math.min(shortest, seconds(interval));
        }
        double least = LEAST_WRITES / longest;
        double most = MOST_WRITES / shortest;
        double[] rates = new double[RATES];
        for (int index = 0; index < RATES; index++) {
            rates[index] = least * Math.pow(most / least, (double) index / (RATES - 1));
        }
        return rates;
    }

    /** Pages at each rate: coordinate descent, each count in turn as good as it can be. */
    private static double[] solve(double[] rates, List<DirtyInterval> intervals) {
        double[][] products = new double[RATES][RATES];
        double[] targets = new double[RATES];
        double[] before = null;
        for (DirtyInterval interval : intervals) {
            double[] share = new double[RATES];
            for (int index = 0; index < RATES; index++) {
                share[index] = DirtyShare.random(rates[index] * seconds(interval));
            }
            double scale = 1.0 / (interval.dirtiedPages() + 1);
            add(products, targets, share, interval.dirtiedPages(), scale);
            if (before != null) {
                double[] both = new double[RATES];
                for (int index = 0; index < RATES; index++) {
                    both[index] = share[index] * before[index];
                }
                add(products, targets, both, interval.repeatedPages(), scale);
            }
            before = share;
        }
        double[] pages = new double[RATES];
        for (int sweep = 0; sweep < MOST_SWEEPS && improve(pages, products, targets); sweep++) {}
        return pages;
    }

    private static void add(
            double[][] products, double[] targets, double[] shares, double pages, double scale) {
        double weight = scale * scale;
        for (int row = 0; row < RATES; row++) {
            targets[row] += weight * shares[row] * pages;
            for (int column = 0; column < RATES; column++) {
                products[row][column] += weight * shares[row] * shares[column];
            }
        }
    }

    /** Whether any count still moved. */
    private static boolean improve(double[] pages, double[][] products, double[] targets) {
        double moved = 0;
        double most = 0;
        for (int index = 0; index < RATES; index++) {
            double gradient = -targets[index];
            for (int other = 0; other < RATES; other++) {
                gradient += products[index][other] * pages[other];
            }
            double better = Math.max(0, pages[index] - gradient / products[index][index]);
            moved = Math.max(moved, Math.abs(better - pages[index]));
            most = Math.max(most, better);
            pages[index] = better;
        }
        return moved > SETTLED * most;
    }

    /** Fastest first; neighbours on the grid, which stand for a rate between, become one class. */
    private static List<PageClass> classes(double[] rates, double[] pages, long memoryPages) {
        double all = 0;
        for (double of : pages) {
            all += of;
        }
        List<PageClass> classes = new ArrayList<>();
        double room = memoryPages;
        for (int index = RATES - 1; index >= 0; index--) {
            double count = pages[index];
            double writes = count * rates[index];
            if (index > 0 && count > 0 && pages[index - 1] > 0) {
                index--;
                count += pages[index];
                writes += pages[index] * rates[index];
            }
            double placed = Math.min(count, room * (1 - SETTLED));
            if (count > all * LEAST_SHARE && placed > 0) {
                classes.add(PageClass.random(new PageRegion(0, memoryPages), placed, writes));
                room -= placed;
            }
        }
        return classes;
    }

    private static double seconds(DirtyInterval interval) {
        return interval.durationNs() / NS_PER_SECOND;
    }
}
