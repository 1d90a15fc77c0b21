package org.pagurus.experiments.plan;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * By how much a migration may differ from a simulated one, beyond what differs from seed to seed:
 * {@code docs/plan.md} says where the figures come from.
 *
 * @param pages that each simulated page stands for: fewer pages compress a little better
 * @param grainNs what a simulated frame takes on the link: nothing finer can be told
 */
public record ModelError(int pages, long grainNs) {
    /** Of a guest as it is. */
    public static final ModelError UNSCALED = new ModelError(1, 0);

    /**
     * A thread that wakes may wait for a core; the simulator has no scheduler. Where pages are
     * encoded, cores are busy and more threads take turns.
     */
    private static final double LATER_NS = 6_000_000;

    private static final double LATER_ENCODED_NS = 18_000_000;
    private static final double SOONER_NS = 1_500_000;
    private static final double DOWNTIME_SHARE = 0.15;
    private static final double LESS_TIME_SHARE = 0.04;
    private static final double MORE_TIME_SHARE = 0.05;
    private static final double TIME_NS = 40_000_000;

    /** Encoders of a host that just started are not compiled yet. */
    private static final double MORE_TIME_ENCODED_NS = 120_000_000;

    private static final double BYTES_SHARE = 0.03;
    private static final double LOST_SHARE = 0.15;

    /** For each time that the guest was halved. */
    private static final double HALVED_SHARE = 0.015;

    Range totalTimeNs(List<TrialResult> results, boolean encodes) {
        return range(
                results,
                TrialResult::totalTimeNs,
                LESS_TIME_SHARE + halvedShare(),
                MORE_TIME_SHARE + halvedShare(),
                TIME_NS + grainNs,
                (encodes ? MORE_TIME_ENCODED_NS : TIME_NS) + grainNs);
    }

    Range downtimeNs(List<TrialResult> results, boolean encodes) {
        return range(
                results,
                TrialResult::downtimeNs,
                DOWNTIME_SHARE,
                DOWNTIME_SHARE,
                SOONER_NS + grainNs,
                (encodes ? LATER_ENCODED_NS : LATER_NS) + grainNs);
    }

    Range bytes(List<TrialResult> results) {
        return range(
                results, TrialResult::totalBytes, BYTES_SHARE, BYTES_SHARE + halvedShare(), 0, 0);
    }

    Range lostNs(List<TrialResult> results) {
        return range(results, TrialResult::lostNs, LOST_SHARE, LOST_SHARE, 0, 0);
    }

    private double halvedShare() {
        return HALVED_SHARE * (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(pages));
    }

    private static Range range(
            List<TrialResult> results,
            ToDoubleFunction<TrialResult> figure,
            double lessShare,
            double moreShare,
            double less,
            double more) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("results: expected 1 or more but found none");
        }
        double low = Math.max(0, sorted[0] * (1 - lessShare) - less);
        double high = sorted[sorted.length - 1] * (1 + moreShare) + more;
        return new Range(low, median(sorted), high);
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
    }
}
