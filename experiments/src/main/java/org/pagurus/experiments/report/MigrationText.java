package org.pagurus.experiments.report;

import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.client.ClientFigures;
import org.pagurus.experiments.client.PingFigures;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** What a person is told of a migration that has ended. */
public final class MigrationText {
    private MigrationText() {}

    /**
     * The rounds, the downtime and the totals; every line is ended.
     *
     * @param client what a client saw, when one watched
     */
    public static String of(
            MigrationReport report, String dirtyLog, @Nullable ClientFigures client) {
        boolean completed = report.outcome() == Outcome.COMPLETED;
        StringBuilder text = new StringBuilder();
        if (!report.rounds().isEmpty()) {
            text.append(RoundTable.of(report)).append('\n');
            text.append(CodecLine.of(report.codecs())).append("\n\n");
        }
        if (completed) {
            text.append(DowntimeTable.of(report)).append('\n');
        }
        text.append(totals(report, dirtyLog, client, completed)).append('\n');
        return text.append(report.outcome().label() + ": " + report.reason() + "\n").toString();
    }

    private static String totals(
            MigrationReport report,
            String dirtyLog,
            @Nullable ClientFigures client,
            boolean completed) {
        TextTable table = new TextTable("ll");
        table.row("total time", Units.seconds(report.totalTimeNs()) + " s");
        table.row(
                "bytes sent",
                Units.mebibytes(report.totalBytes())
                        + " MiB for "
                        + Units.mebibytes(report.memoryBytes())
                        + " MiB of memory, "
                        + Units.mebibytes(report.codecs().savedBytes())
                        + " MiB saved by codecs");
        table.row("dirty log", dirtyLog);
        if (report.resumes() > 0) {
            table.row(
                    "connection",
                    "lost and resumed "
                            + (report.resumes() == 1 ? "once" : report.resumes() + " times")
                            + ", away for "
                            + Units.seconds(report.awayNs())
                            + " s");
        }
        if (client != null) {
            if (completed) {
                table.row("network downtime", networkDowntime(client));
            }
            if (client.ping() != null) {
                ping(table, client.ping());
            }
            table.row(
                    "client",
                    Units.count(client.answeredRequests())
                            + " requests answered, "
                            + Units.count(client.retransmissions())
                            + " sent again, longest other gap "
                            + Units.milliseconds(client.longestGapNs())
                            + " ms");
            table.row(
                    "acknowledged writes",
                    Units.count(client.acknowledgedWrites())
                            + ", lost "
                            + Units.count(client.lostAcknowledgedWrites()));
        }
        if (completed) {
            table.row("memory", memory(report.memoryIdentical()));
        }
        return table.render();
    }

    private static void ping(TextTable table, PingFigures ping) {
        table.row(
                "ping",
                "longest gap "
                        + Units.milliseconds(ping.longestGapNs())
                        + " ms, "
                        + Units.count(ping.answered())
                        + " of "
                        + Units.count(ping.sent())
                        + " answered, "
                        + Units.count(ping.duplicates())
                        + " twice");
        String missed =
                ping.missedFrames() == 0
                        ? ""
                        : ", " + Units.count(ping.missedFrames()) + " frames NOT looked at";
        table.row(
                "bridge",
                Units.count(ping.wrongHostFrames())
                        + " frames of the old host's after the first of the new one's"
                        + missed);
    }

    private static String networkDowntime(ClientFigures client) {
        return Units.milliseconds(client.networkDowntimeNs())
                + " ms from the last reply of the source to the first of the destination";
    }

    private static String memory(@Nullable Boolean identical) {
        if (identical == null) {
            return "not compared";
        }
        return identical ? "identical on both hosts" : "DIFFERENT on both hosts";
    }
}
