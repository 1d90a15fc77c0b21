package org.pagurus.experiments.results;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.statistics.FullFactorial;

/**
 * What the runs of a folder are runs of, as far as results say it.
 *
 * @param mode {@code simulated} or {@code live}
 * @param machine on which; null where that makes no difference to the results
 * @param confidence of all intervals
 * @param sweep the fields that differ between points, the slowest first
 * @param several whether a run has several migrations
 * @param repeatedFor the metric that decides how often points are repeated
 */
public record Experiment(
        String name,
        String description,
        Summary.Kind kind,
        String mode,
        Summary.Software software,
        Summary.@Nullable Machine machine,
        long seed,
        double confidence,
        List<Summary.SweptField> sweep,
        boolean several,
        String repeatedFor) {
    public Experiment {
        sweep = List.copyOf(sweep);
    }

    /** What runs are measured by. */
    public RunMetrics metrics() {
        return kind == Summary.Kind.CLUSTER
                ? RunMetrics.ofCluster()
                : RunMetrics.ofMigrations(several);
    }

    /** The points of the sweep. */
    public FullFactorial design() {
        return new FullFactorial(sweep.stream().mapToInt(field -> field.values().size()).toArray());
    }

    /** The values of the swept fields at a point. */
    public List<String> values(int point) {
        FullFactorial design = design();
        List<String> values = new ArrayList<>();
        for (int factor = 0; factor < design.factors(); factor++) {
            values.add(sweep.get(factor).values().get(design.level(point, factor)));
        }
        return values;
    }
}
