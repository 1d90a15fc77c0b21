package org.pagurus.experiments.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.pagurus.transport.command.HostReply.MigrationInfo;

/** The migrations that a host knows of. */
public final class MigrationTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private MigrationTable() {}

    /** The table with its head, or one line when there are none; every line is ended. */
    public static String of(List<MigrationInfo> migrations) {
        if (migrations.isEmpty()) {
            return "no migrations\n";
        }
        TextTable table = new TextTable("llllll");
        table.row("token", "guest", "role", "standing", "other side", "since");
        for (MigrationInfo migration : migrations) {
            table.row(
                    migration.token(),
                    orDash(migration.guest()),
                    migration.role(),
                    migration.standing(),
                    orDash(migration.peer()),
                    migration.sinceMs() == 0
                            ? "-"
                            : TIME.format(Instant.ofEpochMilli(migration.sinceMs())));
        }
        return table.render();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
