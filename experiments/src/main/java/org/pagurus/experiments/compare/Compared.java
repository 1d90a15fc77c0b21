package org.pagurus.experiments.compare;

/**
 * A metric at a point of both.
 *
 * @param point its values in words; empty when nothing was swept
 * @param metric its name
 * @param label of the metric, for people
 * @param first mean in the first folder; NaN when no run has a value
 * @param difference of the second less the first, of pairs where there are some; NaN without values
 * @param halfWidth of the interval around it; NaN when there are too few values
 * @param share the difference as a share of the first; NaN when that is 0
 * @param paired whether runs with the same seed were held against each other
 * @param runs pairs, or of the smaller folder values
 * @param adjustedPValue by Holm, for all that were compared; NaN when there are too few values
 * @param significant whether the difference is more than chance
 * @param matters whether it is significant, and large enough
 * @param statement all this in a sentence
 */
public record Compared(
        String point,
        String metric,
        String label,
        double first,
        double second,
        double difference,
        double halfWidth,
        double share,
        boolean paired,
        int runs,
        double adjustedPValue,
        boolean significant,
        boolean matters,
        String statement) {}
