package org.pagurus.experiments.statistics;

/**
 * Two points that differ in one field, held against each other by a metric, repetition by
 * repetition: those have the same seed.
 *
 * @param field that differs, by its path
 * @param metric its name
 * @param value of the field at the first point
 * @param otherValue at the other
 * @param pairs repetitions that both points have a value of
 * @param leftOutPairs repetitions of both in which one has no value, as when it was not completed
 * @param meanDifference the other point's values less the first's
 * @param halfWidth of the interval around it; NaN with less than two pairs
 * @param pValue the chance of such a difference where there is none; NaN with less than two pairs
 * @param adjustedPValue the same by Holm, for all comparisons that were made together
 * @param significant whether the difference is more than chance, by the adjusted value
 * @param statement all this in a sentence
 */
public record Comparison(
        String field,
        String metric,
        int point,
        int otherPoint,
        String value,
        String otherValue,
        int pairs,
        int leftOutPairs,
        double meanDifference,
        double halfWidth,
        double pValue,
        double adjustedPValue,
        boolean significant,
        String statement) {}
