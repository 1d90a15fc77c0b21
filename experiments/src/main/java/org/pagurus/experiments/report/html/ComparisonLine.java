package org.pagurus.experiments.report.html;

import org.jspecify.annotations.Nullable;

/**
 * Two points that differ in one field.
 *
 * @param label what is held against what, in words
 * @param difference of the means, in the metric's unit; null without a pair
 * @param halfWidth of the interval; null with less than two pairs
 */
record ComparisonLine(
        String field,
        String metric,
        String label,
        @Nullable Double difference,
        @Nullable Double halfWidth,
        int pairs,
        boolean significant,
        String statement) {}
