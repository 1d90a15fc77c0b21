package org.pagurus.experiments.statistics;

import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.MetricUnit;

/** A comparison as a sentence that needs no statistics to be understood. */
final class Statement {
    private Statement() {}

    /**
     * @param others the values of the other fields, in words; empty when there are none
     * @param adjustedPValue by Holm; NaN when there is none
     * @param made comparisons that were made together
     */
    static String of(
            Metric metric,
            String value,
            String otherValue,
            String others,
            PairedDifference difference,
            double adjustedPValue,
            int made,
            double confidence) {
        String where = others.isEmpty() ? "" : " (" + others + ")";
        if (difference.pairs() == 0) {
            return otherValue
                    + " can't be compared with "
                    + value
                    + where
                    + " in "
                    + metric.words()
                    + ", which no pair of runs has";
        }
        return otherValue
                + amount(metric, difference.mean())
                + metric.words()
                + (difference.mean() == 0 ? " as " : " than ")
                + value
                + where
                + interval(metric.unit(), difference, confidence)
                + ", "
                + pairs(difference)
                + verdict(difference, adjustedPValue, made, confidence);
    }

    private static String amount(Metric metric, double mean) {
        return mean == 0
                ? " takes the same "
                : " takes "
                        + metric.unit().format(Math.abs(mean))
                        + (mean > 0 ? " more " : " less ");
    }

    /** Around the amount that was named, so that both read the same way. */
    private static String interval(
            MetricUnit unit, PairedDifference difference, double confidence) {
        if (difference.pairs() < 2) {
            return "";
        }
        if (difference.halfWidth() == 0) {
            return ", in every pair";
        }
        double middle = Math.abs(difference.mean());
        String least = unit.format(middle - difference.halfWidth());
        String most = unit.format(middle + difference.halfWidth());
        String name = most.substring(most.indexOf(' ') + 1);
        return ", "
                + MetricUnit.PERCENT.format(100 * confidence).replace(" ", "")
                + " interval "
                + (least.endsWith(" " + name) ? least.substring(0, least.indexOf(' ')) : least)
                + " to "
                + most;
    }

    private static String pairs(PairedDifference difference) {
        String left =
                difference.leftOut() == 0
                        ? ""
                        : " and " + difference.leftOut() + " left out for want of a value";
        return difference.pairs() + (difference.pairs() == 1 ? " pair" : " pairs") + left;
    }

    private static String verdict(
            PairedDifference difference, double adjustedPValue, int made, double confidence) {
        if (difference.pairs() < 2) {
            return ": not known whether it is significant, which takes two pairs";
        }
        if (adjustedPValue <= 1 - confidence) {
            return ": significant";
        }
        boolean aloneItWouldBe = difference.pValue() <= 1 - confidence;
        return aloneItWouldBe
                ? ": not significant among " + made + " comparisons"
                : ": not significant";
    }
}
