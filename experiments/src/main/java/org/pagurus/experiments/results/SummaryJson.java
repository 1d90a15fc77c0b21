package org.pagurus.experiments.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.pagurus.experiments.statistics.Comparison;
import org.pagurus.experiments.statistics.Estimate;

/** A summary as one JSON object; what {@link SummaryReader} reads. */
public final class SummaryJson {
    /** A reader refuses any other. */
    public static final int FORMAT = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SummaryJson() {}

    /** The object, with a line end behind it. */
    public static String of(Summary summary) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("name", summary.name());
        root.put("description", summary.description());
        root.put("kind", summary.kind().name().toLowerCase(Locale.ROOT));
        root.put("mode", summary.mode());
        root.put("pagurus", summary.software().pagurus());
        root.put("java", summary.software().java());
        root.put("os", summary.software().os());
        if (summary.machine() != null) {
            root.set("machine", machine(summary.machine()));
        }
        root.put("seed", summary.seed());
        root.put("confidence", summary.confidence());
        ArrayNode sweep = root.putArray("sweep");
        for (Summary.SweptField field : summary.sweep()) {
            ObjectNode node = sweep.addObject();
            node.put("field", field.field());
            field.values().forEach(node.putArray("values")::add);
        }
        ArrayNode points = root.putArray("points");
        summary.points().forEach(point -> point(points.addObject(), point));
        root.put(
                "comparisonsMade",
                summary.comparisons().stream().filter(one -> one.pairs() > 1).count());
        root.put("correction", "Holm");
        summary.notCompared().forEach(root.putArray("notCompared")::add);
        ArrayNode comparisons = root.putArray("comparisons");
        summary.comparisons().forEach(one -> comparison(comparisons.addObject(), one));
        return text(root);
    }

    /** A machine as an object of its own, for where it is no part of the summary. */
    public static String of(Summary.Machine machine) {
        return text(machine(machine));
    }

    private static ObjectNode machine(Summary.Machine machine) {
        ObjectNode node = JSON.createObjectNode();
        node.put("cpu", machine.cpu());
        node.put("cores", machine.cores());
        node.put("memoryBytes", machine.memoryBytes());
        return node;
    }

    private static void point(ObjectNode node, Summary.Point point) {
        node.put("point", point.point());
        point.values().forEach(node.putArray("values")::add);
        node.put("runs", point.runs());
        node.put("completed", point.completed());
        ObjectNode metrics = node.putObject("metrics");
        point.metrics().forEach((name, estimate) -> estimate(metrics.putObject(name), estimate));
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        node.put("count", estimate.count());
        node.put("mean", estimate.mean());
        putNumber(node, "halfWidth", estimate.halfWidth());
        putNumber(node, "standardDeviation", estimate.standardDeviation());
        node.put("minimum", estimate.minimum());
        node.put("median", estimate.median());
        node.put("maximum", estimate.maximum());
    }

    private static void comparison(ObjectNode node, Comparison comparison) {
        node.put("field", comparison.field());
        node.put("metric", comparison.metric());
        node.put("point", comparison.point());
        node.put("otherPoint", comparison.otherPoint());
        node.put("value", comparison.value());
        node.put("otherValue", comparison.otherValue());
        node.put("pairs", comparison.pairs());
        node.put("leftOutPairs", comparison.leftOutPairs());
        putNumber(node, "meanDifference", comparison.meanDifference());
        putNumber(node, "halfWidth", comparison.halfWidth());
        putNumber(node, "pValue", comparison.pValue());
        putNumber(node, "adjustedPValue", comparison.adjustedPValue());
        node.put("significant", comparison.significant());
        node.put("statement", comparison.statement());
    }

    /** JSON has no NaN: null says that there is no number. */
    private static void putNumber(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }

    private static String text(JsonNode root) {
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }
}
