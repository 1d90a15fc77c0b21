package org.pagurus.experiments.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.statistics.Comparison;
import org.pagurus.experiments.statistics.Estimate;

/** Reads {@code summary.json}. */
public final class SummaryReader {
    /** Far more than the largest experiment makes of it. */
    private static final long MAX_BYTES = 1L << 30;

    private final Path file;

    private SummaryReader(Path file) {
        this.file = file;
    }

    /**
     * The summary of a folder.
     *
     * @throws ResultsException names the file, and the field that is not as expected
     */
    public static Summary read(Path folder) throws ResultsException {
        return new SummaryReader(folder.resolve(ResultFiles.SUMMARY)).summary();
    }

    private Summary summary() throws ResultsException {
        JsonNode root = root();
        JsonNode format = root.path("format");
        if (!format.isInt() || format.intValue() != SummaryJson.FORMAT) {
            throw wrong("format", String.valueOf(SummaryJson.FORMAT), format);
        }
        List<Summary.SweptField> sweep = new ArrayList<>();
        for (JsonNode field : array(root, "sweep")) {
            sweep.add(new Summary.SweptField(text(field, "field"), texts(field, "values")));
        }
        List<Summary.Point> points = new ArrayList<>();
        for (JsonNode point : array(root, "points")) {
            points.add(point(point));
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (JsonNode comparison : array(root, "comparisons")) {
            comparisons.add(comparison(comparison));
        }
        return new Summary(
                text(root, "name"),
                text(root, "description"),
                kind(root),
                text(root, "mode"),
                new Summary.Software(text(root, "pagurus"), text(root, "java"), text(root, "os")),
                machine(root.path("machine")),
                whole(root, "seed"),
                number(root, "confidence"),
                sweep,
                points,
                comparisons,
                texts(root, "notCompared"));
    }

    private JsonNode root() throws ResultsException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ResultsException(
                        file + ": expected at most " + MAX_BYTES + " bytes but found more");
            }
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ResultsException(file + ": expected JSON but found other text", e);
        } catch (IOException e) {
            throw new ResultsException(file + ": expected a summary that can be read: " + e, e);
        }
    }

    private Summary.Kind kind(JsonNode root) throws ResultsException {
        String label = text(root, "kind");
        for (Summary.Kind kind : Summary.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(label)) {
                return kind;
            }
        }
        throw wrong("kind", "migration or cluster", root.path("kind"));
    }

    private Summary.@Nullable Machine machine(JsonNode node) throws ResultsException {
        return node.isObject()
                ? new Summary.Machine(
                        text(node, "cpu"), (int) whole(node, "cores"), whole(node, "memoryBytes"))
                : null;
    }

    private Summary.Point point(JsonNode node) throws ResultsException {
        Map<String, Estimate> metrics = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> metric : node.path("metrics").properties()) {
            metrics.put(metric.getKey(), estimate(metric.getValue()));
        }
        return new Summary.Point(
                (int) whole(node, "point"),
                texts(node, "values"),
                (int) whole(node, "runs"),
                (int) whole(node, "completed"),
                metrics);
    }

    private Estimate estimate(JsonNode node) throws ResultsException {
        return new Estimate(
                (int) whole(node, "count"),
                number(node, "mean"),
                number(node, "halfWidth"),
                number(node, "standardDeviation"),
                number(node, "minimum"),
                number(node, "median"),
                number(node, "maximum"));
    }

    private Comparison comparison(JsonNode node) throws ResultsException {
        return new Comparison(
                text(node, "field"),
                text(node, "metric"),
                (int) whole(node, "point"),
                (int) whole(node, "otherPoint"),
                text(node, "value"),
                text(node, "otherValue"),
                (int) whole(node, "pairs"),
                (int) whole(node, "leftOutPairs"),
                number(node, "meanDifference"),
                number(node, "halfWidth"),
                number(node, "pValue"),
                number(node, "adjustedPValue"),
                node.path("significant").booleanValue(),
                text(node, "statement"));
    }

    private JsonNode array(JsonNode parent, String field) throws ResultsException {
        JsonNode node = parent.path(field);
        if (!node.isArray()) {
            throw wrong(field, "an array", node);
        }
        return node;
    }

    private List<String> texts(JsonNode parent, String field) throws ResultsException {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : array(parent, field)) {
            texts.add(node.asText());
        }
        return texts;
    }

    private String text(JsonNode parent, String field) throws ResultsException {
        JsonNode node = parent.path(field);
        if (!node.isTextual()) {
            throw wrong(field, "text", node);
        }
        return node.textValue();
    }

    private long whole(JsonNode parent, String field) throws ResultsException {
        JsonNode node = parent.path(field);
        if (!node.canConvertToLong() || !node.isIntegralNumber()) {
            throw wrong(field, "a whole number", node);
        }
        return node.longValue();
    }

    /** NaN where there is null. */
    private double number(JsonNode parent, String field) throws ResultsException {
        JsonNode node = parent.path(field);
        if (!node.isNumber() && !node.isNull()) {
            throw wrong(field, "a number", node);
        }
        return node.isNull() ? Double.NaN : node.doubleValue();
    }

    private ResultsException wrong(String field, String expected, JsonNode found) {
        return new ResultsException(
                file
                        + ": "
                        + field
                        + ": expected "
                        + expected
                        + " but found "
                        + (found.isMissingNode() ? "no such field" : found.toString()));
    }
}
