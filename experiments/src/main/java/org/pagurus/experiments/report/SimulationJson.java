package org.pagurus.experiments.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.run.MigrationResult;

/** The migrations of a scenario as one JSON object, for scripts. Names carry their units. */
public final class SimulationJson {
    private SimulationJson() {}

    /**
     * Of one migration, the object of a live one; of several, an object with all of them. A line
     * end is behind it.
     */
    public static String of(List<MigrationResult> results, long seed) {
        if (results.size() == 1) {
            MigrationResult only = results.getFirst();
            return ReportJson.of(only.report(), only.dirtyLog(), null, seed);
        }
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("seed", seed);
        ArrayNode migrations = root.putArray("migrations");
        for (MigrationResult result : results) {
            MigrationPlan plan = result.plan();
            ObjectNode node = migrations.addObject();
            node.put("guest", plan.guest());
            node.put("from", plan.from());
            node.put("to", plan.to());
            node.put("startNs", plan.startNs());
            node.setAll(ReportJson.tree(result.report(), result.dirtyLog(), null, null));
        }
        return ReportJson.write(root);
    }
}
