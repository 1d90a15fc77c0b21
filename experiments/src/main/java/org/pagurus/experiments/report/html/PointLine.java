package org.pagurus.experiments.report.html;

import java.util.List;

/**
 * A point of the sweep.
 *
 * @param point its number
 * @param values for each swept field the number of its value
 * @param label its values in words; empty when nothing was swept
 * @param runs repetitions
 * @param completed of them
 */
record PointLine(int point, List<Integer> values, String label, int runs, int completed) {}
