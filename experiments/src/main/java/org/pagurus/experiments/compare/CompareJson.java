package org.pagurus.experiments.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A comparison as one JSON object, for scripts. What there is no number for is null. */
public final class CompareJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CompareJson() {}

    /** The object, with a line end behind it. */
    public static String of(FolderComparison comparison) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", 1);
        side(root.putObject("first"), comparison.first());
        side(root.putObject("second"), comparison.second());
        root.put("confidence", comparison.confidence());
        root.put("atLeast", comparison.atLeast());
        for (Change change : comparison.changes()) {
            root.withArray("changes")
                    .addObject()
                    .put("field", change.field())
                    .put("first", change.first())
                    .put("second", change.second());
        }
        for (Compared one : comparison.compared()) {
            compared(root.withArray("compared").addObject(), one);
        }
        comparison.notes().forEach(note -> root.withArray("notes").add(note));
        root.put("mattering", comparison.mattering());
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }

    private static void side(ObjectNode node, FolderComparison.Side side) {
        node.put("folder", side.folder().toString());
        node.put("name", side.name());
        node.put("mode", side.mode());
        node.put("points", side.points());
        node.put("runs", side.runs());
        node.put("completed", side.completed());
    }

    private static void compared(ObjectNode node, Compared one) {
        node.put("point", one.point());
        node.put("metric", one.metric());
        number(node, "first", one.first());
        number(node, "second", one.second());
        number(node, "difference", one.difference());
        number(node, "halfWidth", one.halfWidth());
        number(node, "share", one.share());
        node.put("paired", one.paired());
        node.put("runs", one.runs());
        number(node, "adjustedPValue", one.adjustedPValue());
        node.put("significant", one.significant());
        node.put("matters", one.matters());
        node.put("statement", one.statement());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
