package org.pagurus.experiments.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What was compared as one JSON object. Names carry their units. */
public final class FidelityJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private FidelityJson() {}

    /**
     * The object, with a line end behind it.
     *
     * @param machine that the simulation was calibrated on
     */
    public static String of(String machine, List<FidelityResult> results) {
        ObjectNode root = JSON.createObjectNode();
        root.put("calibratedOn", machine);
        for (Figure figure : Figure.values()) {
            if (results.stream().allMatch(FidelityResult::isLive)) {
                root.put(
                        "meanAbsoluteError of " + figure.label(),
                        FidelityResult.meanError(results, figure));
            }
            root.put(
                    "meanAbsoluteDifference of fluid " + figure.label(),
                    FidelityResult.meanDifference(results, figure));
        }
        for (FidelityResult result : results) {
            ObjectNode node = root.withArray("configurations").addObject();
            node.put("name", result.name());
            ArrayNode live = node.putArray("live");
            result.live().forEach(run -> put(live.addObject(), run));
            put(node.putObject("simulated"), result.simulated());
            put(node.putObject("fluid"), result.fluid());
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }

    private static void put(ObjectNode node, Figures figures) {
        node.put("totalTimeNs", figures.totalTimeNs());
        node.put("bytes", figures.bytes());
        node.put("downtimeNs", figures.downtimeNs());
    }
}
