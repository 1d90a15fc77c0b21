package org.pagurus.experiments.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;

/** The downtime in its parts, beside what was expected and allowed. */
public final class DowntimeTable {
    private DowntimeTable() {}

    /** The table; every line is ended. */
    public static String of(MigrationReport report) {
        TextTable table = new TextTable("lr");
        table.row("downtime", "ms");
        parts(report.downtimeParts())
                .forEach((part, ns) -> table.row("  " + part, Units.milliseconds(ns)));
        table.row("  sum", Units.milliseconds(report.downtimeNs()));
        table.row("expected before the pause", Units.milliseconds(report.expectedDowntimeNs()));
        table.row("limit", Units.milliseconds(report.downtimeLimitNs()));
        return table.render();
    }

    private static Map<String, Long> parts(DowntimeParts parts) {
        Map<String, Long> named = new LinkedHashMap<>();
        named.put("pause", parts.pauseNs());
        named.put("last harvest", parts.harvestNs());
        named.put("last pages", parts.lastPagesNs());
        named.put("device state", parts.deviceStateNs());
        named.put("digest", parts.digestNs());
        named.put("verify", parts.verifyNs());
        named.put("journal", parts.journalNs());
        named.put("resume", parts.resumeNs());
        named.put("messages and waiting", parts.messagesNs());
        return named;
    }
}
