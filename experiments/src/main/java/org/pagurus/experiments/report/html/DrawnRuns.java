package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.RunLine;

/**
 * Which runs are drawn over time: the first repetition of points from the whole sweep, then further
 * ones while there is room.
 */
final class DrawnRuns {
    private static final int MAX_RUNS = 200;

    /** Rounds and samples of all together. */
    private static final int MAX_LINES = 20_000;

    private final Set<RunKey> chosen = new HashSet<>();
    private int taken;
    private int lines;

    DrawnRuns(Collection<RunKey> all) {
        List<RunKey> first = all.stream().filter(key -> key.repetition() == 0).toList();
        int count = Math.min(first.size(), MAX_RUNS);
        for (int i = 0; i < count; i++) {
            chosen.add(first.get(Math.toIntExact((long) i * first.size() / count)));
        }
        all.stream().limit(MAX_RUNS - (long) chosen.size()).forEach(chosen::add);
    }

    /** Whether a run is one of them and there is still room. */
    boolean takes(RunLine run) {
        int more = run.cluster().path("samples").size();
        for (JsonNode migration : run.migrations()) {
            more += 1 + migration.path("rounds").size();
        }
        if (!chosen.contains(run.key()) || lines + more > MAX_LINES) {
            return false;
        }
        lines += more;
        taken++;
        return true;
    }

    int taken() {
        return taken;
    }
}
