package org.pagurus.experiments.scenario.sweep;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Values from one to another, in steps. */
public final class Range {
    private Range() {}

    /**
     * The values in the units of the ends, both ends included. Those between are rounded: sizes
     * that are whole pages stay so, whole numbers stay whole, others have a next smaller unit's
     * steps.
     *
     * @param steps 2 or more
     * @throws IllegalArgumentException with what was expected and what was found
     */
    public static List<String> values(String from, String to, int steps, Scale scale) {
        Quantity first = Quantity.parse(from);
        Quantity last = Quantity.parse(to);
        if (first.unit() != last.unit()) {
            throw new IllegalArgumentException(
                    "expected from and to in units of one kind but found " + from + " and " + to);
        }
        if (first.amount() >= last.amount()) {
            throw new IllegalArgumentException(
                    "expected from to be less than to but found " + from + " and " + to);
        }
        if (scale == Scale.LOG && first.amount() <= 0) {
            throw new IllegalArgumentException(
                    "expected from above 0 with scale log but found " + from);
        }
        double granule = first.granuleWith(last);
        Set<String> values = new LinkedHashSet<>();
        values.add(first.text());
        for (int step = 1; step < steps - 1; step++) {
            double share = (double) step / (steps - 1);
            double between =
                    scale == Scale.LINEAR
                            ? first.amount() + share * (last.amount() - first.amount())
                            : first.amount() * Math.pow(last.amount() / first.amount(), share);
            values.add(first.rounded(between, granule).text());
        }
        values.add(last.text());
        if (values.size() < steps) {
            throw new IllegalArgumentException(
                    "expected "
                            + steps
                            + " steps that differ but found "
                            + values.size()
                            + " from "
                            + from
                            + " to "
                            + to);
        }
        return new ArrayList<>(values);
    }
}
