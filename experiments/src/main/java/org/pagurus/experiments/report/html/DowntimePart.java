package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** The parts of a downtime, in the order in which they pass. */
enum DowntimePart {
    PAUSE("pauseNs", "pause"),
    HARVEST("harvestNs", "harvest"),
    LAST_PAGES("lastPagesNs", "last pages"),
    DEVICE_STATE("deviceStateNs", "device state"),
    DIGEST("digestNs", "digest"),
    VERIFY("verifyNs", "verify"),
    JOURNAL("journalNs", "journal"),
    RESUME("resumeNs", "resume"),
    MESSAGES("messagesNs", "messages");

    private final String field;
    private final String label;

    DowntimePart(String field, String label) {
        this.field = field;
        this.label = label;
    }

    static List<String> labels() {
        return Stream.of(values()).map(part -> part.label).toList();
    }

    /** The name of its metric. */
    String metric() {
        return "downtimeParts." + field;
    }

    static List<Long> read(JsonNode parts) {
        return Stream.of(values()).map(part -> parts.path(part.field).asLong()).toList();
    }
}
