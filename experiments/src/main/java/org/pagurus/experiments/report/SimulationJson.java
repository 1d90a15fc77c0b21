package org.pagurus.experiments.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.simulator.service.ServiceLoss;

/** The migrations of a scenario as one JSON object, for scripts. Names carry their units. */
public final class SimulationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SimulationJson() {}

    /**
     * Of one migration, the object of a live one; of several, an object with all of them. A line
     * end is behind it.
     */
    public static String of(List<MigrationResult> results, long seed) {
        if (results.size() == 1) {
            return ReportJson.write(tree(results.getFirst(), seed));
        }
        ObjectNode root = JSON.createObjectNode();
        root.put("seed", seed);
        root.set("migrations", migrations(results));
        return ReportJson.write(root);
    }

    /** All of them, for a larger object. */
    public static ArrayNode migrations(List<MigrationResult> results) {
        ArrayNode migrations = JSON.createArrayNode();
        for (MigrationResult result : results) {
            MigrationPlan plan = result.plan();
            ObjectNode node = migrations.addObject();
            node.put("guest", plan.guest());
            node.put("from", plan.from());
            node.put("to", plan.to());
            node.put("startNs", plan.startNs());
            node.setAll(tree(result, null));
        }
        return migrations;
    }

    private static ObjectNode tree(MigrationResult result, @Nullable Long seed) {
        ObjectNode node =
                ReportJson.tree(result.report(), result.dirtyLog(), result.client(), seed);
        ServiceLoss loss = result.loss();
        if (loss != null) {
            node.put("serviceRequests", Math.round(loss.requests()));
            node.put("serviceLostToDowntime", Math.round(loss.lostToDowntime()));
            node.put("serviceLostToThrottling", Math.round(loss.lostToThrottling()));
        }
        return node;
    }
}
