package org.pagurus.experiments.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.client.ClientFigures;
import org.pagurus.experiments.client.PingFigures;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;

/** A migration as one JSON object, for scripts. Names carry their units. */
public final class ReportJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportJson() {}

    /**
     * The object, with a line end behind it.
     *
     * @param client what a client saw; without one its fields are left out
     * @param seed of the guest; left out when it is not known
     */
    public static String of(
            MigrationReport report,
            String dirtyLog,
            @Nullable ClientFigures client,
            @Nullable Long seed) {
        return write(tree(report, dirtyLog, client, seed));
    }

    /** The object, for a larger one. */
    static ObjectNode tree(
            MigrationReport report,
            String dirtyLog,
            @Nullable ClientFigures client,
            @Nullable Long seed) {
        ObjectNode root = JSON.createObjectNode();
        root.put("outcome", report.outcome().label());
        root.put("reason", report.reason());
        root.put("memoryIdentical", report.memoryIdentical());
        root.put("totalTimeNs", report.totalTimeNs());
        root.put("downtimeNs", report.downtimeNs());
        parts(root.putObject("downtimeParts"), report.downtimeParts());
        if (client != null) {
            root.put("networkDowntimeNs", client.networkDowntimeNs());
        }
        root.put("expectedDowntimeNs", report.expectedDowntimeNs());
        root.put("downtimeLimitNs", report.downtimeLimitNs());
        root.put("sufficientDowntimeLimitNs", report.sufficientDowntimeLimitNs());
        root.put("totalBytes", report.totalBytes());
        codecs(root, report.codecs());
        root.put("memoryBytes", report.memoryBytes());
        root.put("clockOffsetNs", report.clockOffsetNs());
        root.put("roundTripNs", report.roundTripNs());
        root.put("resumes", report.resumes());
        root.put("awayNs", report.awayNs());
        ArrayNode rounds = root.putArray("rounds");
        report.rounds().forEach(round -> round(rounds.addObject(), round));
        if (client != null) {
            root.put("answeredRequests", client.answeredRequests());
            root.put("retransmissions", client.retransmissions());
            root.put("longestGapNs", client.longestGapNs());
            root.put("acknowledgedWrites", client.acknowledgedWrites());
            root.put("lostAcknowledgedWrites", client.lostAcknowledgedWrites());
            root.put("clientAnomalies", client.anomalies());
            if (client.ping() != null) {
                ping(root.putObject("ping"), client.ping());
            }
        }
        root.put("dirtyLog", dirtyLog);
        if (seed != null) {
            root.put("seed", seed);
        }
        return root;
    }

    /** As text, with a line end behind it. */
    static String write(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }

    private static void ping(ObjectNode node, PingFigures ping) {
        node.put("sent", ping.sent());
        node.put("answered", ping.answered());
        node.put("duplicates", ping.duplicates());
        node.put("longestGapNs", ping.longestGapNs());
        node.put("wrongHostFrames", ping.wrongHostFrames());
        node.put("missedFrames", ping.missedFrames());
    }

    private static void parts(ObjectNode node, DowntimeParts parts) {
        node.put("pauseNs", parts.pauseNs());
        node.put("harvestNs", parts.harvestNs());
        node.put("lastPagesNs", parts.lastPagesNs());
        node.put("deviceStateNs", parts.deviceStateNs());
        node.put("digestNs", parts.digestNs());
        node.put("verifyNs", parts.verifyNs());
        node.put("journalNs", parts.journalNs());
        node.put("resumeNs", parts.resumeNs());
        node.put("messagesNs", parts.messagesNs());
    }

    private static void round(ObjectNode node, RoundStatistics round) {
        node.put("round", round.round());
        node.put("pages", round.pages());
        node.put("zeroPages", round.zeroPages());
        node.put("bytes", round.bytes());
        node.put("durationNs", round.durationNs());
        node.put("skippedPages", round.skippedPages());
        node.put("dirtiedPages", round.dirtiedPages());
        node.put("repeatedPages", round.repeatedPages());
        node.put("pendingPages", round.pendingPages());
        node.put("throttlePercent", round.throttlePercent());
        codecs(node, round.codecs());
    }

    private static void codecs(ObjectNode node, CodecCounts counts) {
        node.put("savedBytes", counts.savedBytes());
        ObjectNode codecs = node.putObject("codecs");
        for (CodecCount count : counts.byCodec()) {
            ObjectNode codec = codecs.putObject(CodecLine.label(count.codec()));
            codec.put("pages", count.pages());
            codec.put("bytes", count.bytes());
        }
    }
}
