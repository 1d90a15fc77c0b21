package org.pagurus.experiments.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.pagurus.experiments.metric.Metrics;

/**
 * A run in the journal.
 *
 * @param seed that it had
 * @param json the whole line: {@code point}, {@code repetition}, {@code seed}, and {@code
 *     migrations}, an array, or {@code cluster}; both as in docs/report.md
 */
public record RunLine(RunKey key, long seed, ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of migrations, in the scenario's order. */
    public static RunLine ofMigrations(RunKey key, long seed, JsonNode migrations) {
        return of(key, seed, "migrations", migrations);
    }

    /** Of a cluster's day. */
    public static RunLine ofCluster(RunKey key, long seed, JsonNode cluster) {
        return of(key, seed, "cluster", cluster);
    }

    private static RunLine of(RunKey key, long seed, String name, JsonNode content) {
        ObjectNode json = JSON.createObjectNode();
        json.put("point", key.point());
        json.put("repetition", key.repetition());
        json.put("seed", seed);
        json.set(name, content);
        return new RunLine(key, seed, json);
    }

    /** The migrations' reports, in the scenario's order; none of a cluster. */
    public JsonNode migrations() {
        return json.path("migrations");
    }

    /** The cluster's report; missing of migrations. */
    public JsonNode cluster() {
        return json.path("cluster");
    }

    /**
     * Whether a guest moved whose memory was not shown to be the same afterwards, or a client
     * missed what the guest had acknowledged.
     */
    public boolean isLost() {
        for (JsonNode migration : migrations()) {
            boolean differs =
                    Metrics.isCompleted(migration)
                            && migration.has("memoryIdentical")
                            && !migration.path("memoryIdentical").booleanValue();
            if (differs || migration.path("clientAnomalies").asLong() > 0) {
                return true;
            }
        }
        return false;
    }

    /** One line, without an end. */
    public String text() {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what was expected and what was found
     */
    public static RunLine parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a run as JSON but found other text", e);
        }
        boolean isRun =
                json instanceof ObjectNode
                        && isIndex(json.path("point"))
                        && isIndex(json.path("repetition"))
                        && json.path("seed").canConvertToLong()
                        && json.path("migrations").isArray() != json.path("cluster").isObject();
        if (!isRun) {
            throw new IllegalArgumentException(
                    "expected point, repetition, seed, and migrations or cluster but found other"
                            + " fields");
        }
        return new RunLine(
                new RunKey(json.path("point").intValue(), json.path("repetition").intValue()),
                json.path("seed").longValue(),
                (ObjectNode) json);
    }

    private static boolean isIndex(JsonNode node) {
        return node.isInt() && node.intValue() >= 0;
    }
}
