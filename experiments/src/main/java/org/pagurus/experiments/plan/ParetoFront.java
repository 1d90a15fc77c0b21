package org.pagurus.experiments.plan;

import java.util.ArrayList;
import java.util.List;

/** Those that no other beats in everything. Pure. */
public final class ParetoFront {
    private ParetoFront() {}

    /** Without those that another is no worse than in anything, and better in something. */
    public static List<Forecast> of(List<Forecast> all) {
        return all.stream()
                .filter(each -> all.stream().noneMatch(other -> beats(other, each)))
                .toList();
    }

    /**
     * The few that are worth a look: at most so many, beginning with the preferred one; each is
     * better than all before it in something by more than a simulation can tell apart.
     *
     * @param front ordered by preference
     */
    public static List<Forecast> thinned(List<Forecast> front, int most) {
        List<Forecast> kept = new ArrayList<>();
        for (Forecast each : front) {
            if (kept.size() < most && kept.stream().allMatch(other -> offers(each, other))) {
                kept.add(each);
            }
        }
        return kept;
    }

    /** Whether one is better than another in something. */
    private static boolean offers(Forecast each, Forecast other) {
        for (Priority priority : Priority.values()) {
            if (priority.isMore(other.middle(priority), each.middle(priority))) {
                return true;
            }
        }
        return false;
    }

    private static boolean beats(Forecast one, Forecast other) {
        boolean better = false;
        for (Priority priority : Priority.values()) {
            double difference = other.middle(priority) - one.middle(priority);
            if (difference < 0) {
                return false;
            }
            better |= difference > 0;
        }
        return better;
    }
}
