package org.pagurus.experiments.plan.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.plan.Choice;
import org.pagurus.experiments.plan.Forecast;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.Range;
import org.pagurus.experiments.plan.words.Wording;

/** A plan as one JSON object. Names carry their units. */
public final class PlanJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PlanJson() {}

    /** The object, with a line end behind it. */
    public static String of(Plan plan, List<Wording> words) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", 1);
        root.put("converges", plan.converges());
        ObjectNode question = root.putObject("question");
        question.put("memoryBytes", plan.question().memoryBytes());
        question.put("linkRateBytesPerSecond", plan.question().linkRateBytesPerSecond());
        question.put("downtimeLimitNs", plan.question().downtimeLimitNs());
        question.put("timeLimitNs", plan.question().timeLimitNs());
        plan.question()
                .priorities()
                .forEach(each -> question.withArray("priorities").add(each.label()));
        question.put("seed", plan.question().seed());
        root.putArray("offered");
        plan.offered().forEach(each -> forecast(root.withArray("offered").addObject(), each));
        forecast(root.putObject("nearest"), plan.nearest());
        root.put("reason", PlanReason.of(plan));
        put(root, "smallestDowntimeLimitNs", plan.smallestLimit());
        put(root, "smallestLinkRateBytesPerSecond", plan.smallestLinkRate());
        root.put("settingsSimulated", plan.choices());
        root.put("migrationsSimulated", plan.trials());
        root.put("cutShort", plan.cutShort());
        for (Wording wording : words) {
            ObjectNode node = root.withObject("/words").putObject(wording.tool());
            node.putArray("lines");
            wording.lines().forEach(line -> node.withArray("lines").add(line));
            node.putArray("differences");
            wording.differences().forEach(line -> node.withArray("differences").add(line));
        }
        return write(root);
    }

    /** What is predicted of settings. */
    public static void forecast(ObjectNode node, Forecast forecast) {
        Choice choice = forecast.choice();
        node.put("policy", choice.policy());
        node.put("selector", choice.encoding().selector());
        node.put("streams", choice.encoding().streams());
        node.put("compressionThreads", choice.encoding().threads());
        node.put("downtimeLimitNs", choice.downtimeLimitNs());
        node.put("maxThrottlePercent", choice.maxThrottlePercent());
        node.put("migrations", forecast.results().size());
        node.put("converges", forecast.converges());
        range(node.putObject("downtimeNs"), forecast.downtimeNs());
        range(node.putObject("totalBytes"), forecast.bytes());
        range(node.putObject("lostToThrottlingNs"), forecast.lostNs());
        range(node.putObject("totalTimeNs"), forecast.totalTimeNs());
    }

    private static void range(ObjectNode node, Range range) {
        node.put("low", Math.round(range.low()));
        node.put("middle", Math.round(range.middle()));
        node.put("high", Math.round(range.high()));
    }

    /** Null where it was not found out, or where nothing does; {@code ...Known} tells which. */
    private static void put(ObjectNode node, String name, @Nullable OptionalLong found) {
        if (found != null && found.isPresent()) {
            node.put(name, found.getAsLong());
        } else {
            node.putNull(name);
        }
        node.put(name + "Known", found != null);
    }

    private static String write(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }
}
