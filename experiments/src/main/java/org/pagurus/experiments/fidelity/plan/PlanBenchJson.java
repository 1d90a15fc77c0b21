package org.pagurus.experiments.fidelity.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pagurus.experiments.plan.report.PlanJson;

/** Plans beside what they predicted as one JSON object. Names carry their units. */
public final class PlanBenchJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PlanBenchJson() {}

    /**
     * The object, with a line end behind it.
     *
     * @param machine that the simulation was calibrated on
     */
    public static String of(String machine, List<PlanCaseResult> results) {
        ObjectNode root = JSON.createObjectNode();
        root.put("calibratedOn", machine);
        root.putArray("profiles");
        for (PlanCaseResult result : results) {
            ObjectNode node = root.withArray("profiles").addObject();
            node.put("name", result.name());
            node.put("priority", result.priority().label());
            node.put("holds", result.holds());
            node.put("betterShare", result.betterShare());
            node.put("cutShort", result.plan().cutShort());
            node.putArray("offered");
            result.offered().forEach(each -> put(node.withArray("offered").addObject(), each));
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }

    private static void put(ObjectNode node, LiveForecast each) {
        PlanJson.forecast(node, each.forecast());
        node.putArray("live");
        for (LiveRun run : each.live()) {
            ObjectNode live = node.withArray("live").addObject();
            live.put("downtimeNs", run.downtimeNs());
            live.put("totalTimeNs", run.totalTimeNs());
            live.put("totalBytes", run.totalBytes());
            live.put("lostToThrottlingNs", run.lostNs());
        }
        node.putArray("failures");
        each.failures().forEach(line -> node.withArray("failures").add(line));
    }
}
