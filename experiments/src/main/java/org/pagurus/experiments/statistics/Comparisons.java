package org.pagurus.experiments.statistics;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.metric.Metric;

/**
 * Comparisons that are made together. They are gathered first, since what each of them may call
 * significant depends on how many there are. Used by one thread.
 */
public final class Comparisons {
    private final double confidence;
    private final List<Gathered> gathered = new ArrayList<>();

    /**
     * Two points that differ in one field.
     *
     * @param others the values of the other fields, in words; empty when there are none
     */
    public record Pair(
            String field,
            int point,
            int otherPoint,
            String value,
            String otherValue,
            String others) {}

    private record Gathered(Pair pair, Metric metric, PairedDifference difference) {}

    public Comparisons(double confidence) {
        this.confidence = confidence;
    }

    /**
     * Adds one.
     *
     * @param first a value for each repetition at the first point, NaN where it has none
     */
    public void add(Pair pair, Metric metric, double[] first, double[] second) {
        gathered.add(new Gathered(pair, metric, PairedDifference.of(first, second, confidence)));
    }

    /** How many of those gathered can be told from chance at all: they have two pairs or more. */
    public int made() {
        return (int) gathered.stream().filter(one -> one.difference.pairs() > 1).count();
    }

    /** All of them, in the order in which they were added. */
    public List<Comparison> all() {
        double[] adjusted =
                Holm.adjust(
                        gathered.stream().mapToDouble(one -> one.difference.pValue()).toArray());
        int made = made();
        List<Comparison> all = new ArrayList<>();
        for (Gathered one : gathered) {
            all.add(comparison(one, adjusted[all.size()], made));
        }
        return all;
    }

    private Comparison comparison(Gathered one, double adjusted, int made) {
        Pair pair = one.pair;
        PairedDifference difference = one.difference;
        return new Comparison(
                pair.field,
                one.metric.name(),
                pair.point,
                pair.otherPoint,
                pair.value,
                pair.otherValue,
                difference.pairs(),
                difference.leftOut(),
                difference.mean(),
                difference.halfWidth(),
                difference.pValue(),
                adjusted,
                adjusted <= 1 - confidence,
                Statement.of(
                        one.metric,
                        pair.value,
                        pair.otherValue,
                        pair.others,
                        difference,
                        adjusted,
                        made,
                        confidence));
    }
}
