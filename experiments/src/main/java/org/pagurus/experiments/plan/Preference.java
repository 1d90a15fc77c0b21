package org.pagurus.experiments.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of some forecasts is to be taken. Of those that are alike in the first priority the second
 * decides, and so on; then those that take the least time, and of these the first. Pure.
 */
public final class Preference {
    private static final double ALIKE_TIME_SHARE = 0.03;

    private final List<Priority> priorities;

    /**
     * @param priorities all of them, the first counts most
     */
    public Preference(List<Priority> priorities) {
        this.priorities = List.copyOf(priorities);
    }

    /**
     * What decided.
     *
     * @param priority the one that did
     * @param left how many were left before it, and how many behind it
     */
    public record Step(Priority priority, int before, int left) {}

    /**
     * The preferred one.
     *
     * @param all at least one
     * @param steps what decided is added here
     */
    public Forecast best(List<Forecast> all, List<Step> steps) {
        List<Forecast> left = all;
        for (Priority priority : priorities) {
            double least = left.stream().mapToDouble(f -> f.middle(priority)).min().orElseThrow();
            List<Forecast> alike =
                    left.stream().filter(f -> !priority.isMore(f.middle(priority), least)).toList();
            if (alike.size() < left.size()) {
                steps.add(new Step(priority, left.size(), alike.size()));
            }
            left = alike;
        }
        double leastNs =
                left.stream().mapToDouble(f -> f.totalTimeNs().middle()).min().orElseThrow();
        return left.stream()
                .filter(f -> f.totalTimeNs().middle() <= leastNs * (1 + ALIKE_TIME_SHARE))
                .findFirst()
                .orElseThrow();
    }

    /** All of them, each the best of those that are left. */
    public List<Forecast> ordered(List<Forecast> all) {
        List<Forecast> left = new ArrayList<>(all);
        List<Forecast> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Forecast best = best(left, new ArrayList<>());
            left.remove(best);
            ordered.add(best);
        }
        return ordered;
    }
}
