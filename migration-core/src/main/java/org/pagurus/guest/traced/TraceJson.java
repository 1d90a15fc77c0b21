package org.pagurus.guest.traced;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.traced.TraceDescription.Interval;
import org.pagurus.guest.traced.TraceDescription.TraceFile;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/** Reads {@code trace.json}. Errors name the field and what was expected; other fields are left. */
final class TraceJson {
    static final String FORMAT = "page-trace-1";
    static final int MAX_INTERVALS = 1_000;

    /** Over all intervals; their page numbers are kept in memory, 16 MiB at most. */
    static final long MAX_CHANGED_PAGES = 4L << 20;

    /** An hour. */
    private static final double MAX_INTERVAL_S = 3_600;

    private static final double NS_PER_SECOND = 1e9;

    /** No separators and no leading dot: a file in the trace's directory. */
    private static final Pattern FILE_NAME = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,63}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Where the document came from, for errors. */
    private final String origin;

    private TraceJson(String origin) {
        this.origin = origin;
    }

    /**
     * @param origin names the document in errors
     */
    static TraceDescription read(byte[] document, String origin) throws GuestException {
        JsonNode root;
        try {
            root =
                    new ObjectMapper()
                            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(document);
        } catch (JsonProcessingException e) {
            throw new GuestException(
                    origin
                            + " must be a JSON document but is not, at byte "
                            + e.getLocation().getByteOffset(),
                    e);
        } catch (IOException e) {
            throw new GuestException(origin + " cannot be read: " + e, e);
        }
        return new TraceJson(origin).description(root);
    }

    private TraceDescription description(JsonNode root) throws GuestException {
        String format = text(root, "", "format");
        if (!format.equals(FORMAT)) {
            throw wrong("format", FORMAT, format);
        }
        whole(root, "", "page_size", Page.SIZE_BYTES, Page.SIZE_BYTES);
        long pageCount = whole(root, "", "page_count", 1, GuestMemory.MAX_PAGES);
        JsonNode base = root.path("base");
        long rawBytes = Page.offsetBytes(pageCount);
        whole(base, "base.", "raw_bytes", rawBytes, rawBytes);
        return new TraceDescription(
                matching(root, "", "name", FILE_NAME),
                pageCount,
                file(base, "base."),
                intervals(root, pageCount),
                matching(root, "", "final_sha256", SHA256));
    }

    private List<Interval> intervals(JsonNode root, long pageCount) throws GuestException {
        JsonNode nodes = root.path("intervals");
        if (!nodes.isArray() || nodes.isEmpty() || nodes.size() > MAX_INTERVALS) {
            throw wrong(
                    "intervals",
                    "an array of 1 to " + MAX_INTERVALS + " intervals",
                    nodes.isArray() ? nodes.size() + " intervals" : shown(nodes));
        }
        List<Interval> intervals = new ArrayList<>();
        long changedPages = 0;
        for (JsonNode node : nodes) {
            Interval interval = interval(node, "intervals[" + intervals.size() + "].", pageCount);
            intervals.add(interval);
            changedPages += interval.pagesChanged();
        }
        if (changedPages > MAX_CHANGED_PAGES) {
            throw wrong(
                    "pages_changed",
                    "at most " + MAX_CHANGED_PAGES + " over all intervals",
                    Long.toString(changedPages));
        }
        return intervals;
    }

    private Interval interval(JsonNode node, String prefix, long pageCount) throws GuestException {
        long pagesChanged =
                whole(node, prefix, "pages_changed", 0, Math.min(pageCount, MAX_CHANGED_PAGES));
        JsonNode runningS = node.path("running_s");
        double seconds = runningS.asDouble();
        if (!runningS.isNumber() || !(seconds > 0 && seconds <= MAX_INTERVAL_S)) {
            throw wrong(
                    prefix + "running_s",
                    "seconds of more than 0 up to " + (long) MAX_INTERVAL_S,
                    shown(runningS));
        }
        long durationNs = Math.max(1, Math.round(seconds * NS_PER_SECOND));
        return new Interval(file(node, prefix), durationNs, (int) pagesChanged);
    }

    private TraceFile file(JsonNode node, String prefix) throws GuestException {
        return new TraceFile(
                matching(node, prefix, "file", FILE_NAME),
                whole(node, prefix, "compressed_bytes", 1, GuestMemory.MAX_BYTES));
    }

    private String text(JsonNode node, String prefix, String field) throws GuestException {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw wrong(prefix + field, "a string", shown(value));
        }
        return value.textValue();
    }

    private String matching(JsonNode node, String prefix, String field, Pattern pattern)
            throws GuestException {
        String value = text(node, prefix, field);
        if (!pattern.matcher(value).matches()) {
            throw wrong(prefix + field, "of the form " + pattern, value);
        }
        return value;
    }

    private long whole(JsonNode node, String prefix, String field, long min, long max)
            throws GuestException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            String expected = min == max ? Long.toString(min) : min + " to " + max;
            throw wrong(prefix + field, expected, shown(value));
        }
        return value.longValue();
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "missing";
        }
        return value.isContainerNode() ? "an array or object" : value.asText();
    }

    private GuestException wrong(String field, String expected, String found) {
        String cut = found.length() > 80 ? found.substring(0, 80) + "..." : found;
        return new GuestException(
                origin
                        + ": field "
                        + field
                        + " must be "
                        + expected
                        + " but is "
                        + cut.replaceAll("[^\\x20-\\x7e]", "?"));
    }
}
