package org.pagurus.experiments.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.statistics.PairedDifference;
import org.pagurus.experiments.statistics.WelchDifference;

/**
 * A metric at a point of both folders before it is known how many are compared together.
 *
 * @param runs pairs, or values of the smaller folder
 */
record Measured(
        PointPair pair,
        Metric metric,
        double first,
        double second,
        double difference,
        double halfWidth,
        double pValue,
        boolean paired,
        int runs) {
    /** Null when a folder has no value. */
    static @Nullable Measured of(
            PointPair pair,
            Metric metric,
            ComparedFolder one,
            ComparedFolder other,
            double confidence) {
        Map<Long, Double> firstBySeed = one.values(pair.first().point(), metric.name());
        Map<Long, Double> secondBySeed = other.values(pair.second().point(), metric.name());
        double[] first = present(firstBySeed);
        double[] second = present(secondBySeed);
        if (first.length == 0 || second.length == 0) {
            return null;
        }
        double firstMean = StatUtils.mean(first);
        double secondMean = StatUtils.mean(second);
        List<Long> shared = new ArrayList<>(firstBySeed.keySet());
        shared.retainAll(secondBySeed.keySet());
        PairedDifference pairs =
                PairedDifference.of(of(shared, firstBySeed), of(shared, secondBySeed), confidence);
        // Few pairs among many runs would throw most of them away.
        if (pairs.pairs() * 2 > Math.min(first.length, second.length)) {
            return new Measured(
                    pair,
                    metric,
                    firstMean,
                    secondMean,
                    pairs.mean(),
                    pairs.halfWidth(),
                    pairs.pValue(),
                    true,
                    pairs.pairs());
        }
        WelchDifference welch = WelchDifference.of(first, second, confidence);
        return new Measured(
                pair,
                metric,
                firstMean,
                secondMean,
                welch.mean(),
                welch.halfWidth(),
                welch.pValue(),
                false,
                Math.min(first.length, second.length));
    }

    private static double[] present(Map<Long, Double> bySeed) {
        return bySeed.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private static double[] of(List<Long> seeds, Map<Long, Double> bySeed) {
        return seeds.stream().mapToDouble(seed -> bySeed.getOrDefault(seed, Double.NaN)).toArray();
    }

    Compared compared(double adjustedPValue, double confidence, double atLeast) {
        double share = first == 0 ? Double.NaN : difference / Math.abs(first);
        boolean significant = adjustedPValue <= 1 - confidence;
        // Of nothing, any difference is large.
        boolean large = Double.isNaN(share) ? difference != 0 : Math.abs(share) >= atLeast;
        boolean matters = significant && large;
        return new Compared(
                pair.label(),
                metric.name(),
                metric.words(),
                first,
                second,
                difference,
                halfWidth,
                share,
                paired,
                runs,
                adjustedPValue,
                significant,
                matters,
                statement(share, significant, matters, adjustedPValue, confidence));
    }

    private String statement(
            double share,
            boolean significant,
            boolean matters,
            double adjustedPValue,
            double confidence) {
        String where = pair.label().isEmpty() ? "" : " at " + pair.label();
        if (difference == 0 && halfWidth == 0) {
            return "the same " + metric.words() + where + " in every run";
        }
        String amount = metric.unit().format(Math.abs(difference));
        String more = difference > 0 ? " more " : " less ";
        return "B takes "
                + amount
                + more
                + metric.words()
                + (Double.isNaN(share)
                        ? ""
                        : String.format(Locale.ROOT, " (%+.1f %%)", 100 * share))
                + where
                + (Double.isNaN(halfWidth)
                        ? ""
                        : ", give or take " + metric.unit().format(halfWidth))
                + ", "
                + runs
                + (paired ? " pairs" : " runs of each")
                + ": "
                + verdict(significant, matters, adjustedPValue, confidence);
    }

    private String verdict(
            boolean significant, boolean matters, double adjustedPValue, double confidence) {
        if (Double.isNaN(adjustedPValue)) {
            return "not known whether it is significant, which takes two runs of each";
        }
        if (matters) {
            return "matters";
        }
        return significant
                ? "significant, but too small to matter"
                : pValue <= 1 - confidence
                        ? "not significant with all that was compared"
                        : "not significant";
    }
}
