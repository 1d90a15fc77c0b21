package org.pagurus.simulator.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranks in bins: each begins at about one and a half times where the one before began, so that the
 * pages in a bin are written nearly alike. Immutable.
 */
final class ZipfRanks {
    private static final double GROWTH = 1.5;

    /** Up to here chances are summed one by one; beyond, their integral is as good. */
    private static final long EXACT = 4096;

    private final long ranks;

    /** The last rank of each bin. */
    private final List<Long> lasts;

    private ZipfRanks(long ranks, List<Long> lasts) {
        this.ranks = ranks;
        this.lasts = List.copyOf(lasts);
    }

    static ZipfRanks of(long ranks) {
        List<Long> lasts = new ArrayList<>();
        long first = 1;
        while (first <= ranks) {
            long last = Math.min(ranks, Math.max(first, (long) (first * GROWTH) - 1));
            lasts.add(last);
            first = last + 1;
        }
        return new ZipfRanks(ranks, lasts);
    }

    /** One bin, for pages that no rank tells apart. */
    static ZipfRanks alike(long ranks) {
        return new ZipfRanks(ranks, List.of(ranks));
    }

    int bins() {
        return lasts.size();
    }

    /** Which share of all ranks a bin has. */
    double share(int bin) {
        return (double) size(bin) / ranks;
    }

    /** The mean chance of a rank in a bin, in proportion to 1 / rank^exponent. */
    double chance(int bin, double exponent) {
        return sum(first(bin), lasts.get(bin), exponent) / sum(1, ranks, exponent) / size(bin);
    }

    private long first(int bin) {
        return bin == 0 ? 1 : lasts.get(bin - 1) + 1;
    }

    private long size(int bin) {
        return lasts.get(bin) - first(bin) + 1;
    }

    private static double sum(long first, long last, double exponent) {
        double sum = 0;
        for (long rank = first; rank <= Math.min(last, EXACT); rank++) {
            sum += Math.pow(rank, -exponent);
        }
        if (last > EXACT) {
            double from = Math.max(first, EXACT + 1) - 0.5;
            sum += integral(from, last + 0.5, exponent);
        }
        return sum;
    }

    /** The midpoint rule, the other way round. */
    private static double integral(double from, double to, double exponent) {
        double power = 1 - exponent;
        return Math.abs(power) < 1e-9
                ? Math.log(to / from)
                : (Math.pow(to, power) - Math.pow(from, power)) / power;
    }
}
