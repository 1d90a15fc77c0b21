package org.pagurus.experiments.report;

import java.util.List;
import org.pagurus.memory.Page;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;

/** The table of all rounds. */
public final class RoundTable {
    private RoundTable() {}

    /**
     * The table with its head; every line is ended. The last round of a completed one is marked.
     */
    public static String of(MigrationReport report) {
        TextTable table = new TextTable("lrrrrrrrrrrr");
        table.row(
                "round",
                "pages",
                "zero",
                "skipped",
                "MiB",
                "seconds",
                "ratio",
                "MiB/s",
                "dirtied",
                "again",
                "pending",
                "throttle");
        List<RoundStatistics> rounds = report.rounds();
        for (int i = 0; i < rounds.size(); i++) {
            boolean paused = report.outcome() == Outcome.COMPLETED && i == rounds.size() - 1;
            addRow(table, rounds.get(i), paused);
        }
        return table.render();
    }

    private static void addRow(TextTable table, RoundStatistics round, boolean paused) {
        table.row(
                round.round() + (paused ? " paused" : ""),
                Units.count(round.pages()),
                Units.count(round.zeroPages()),
                Units.count(round.skippedPages()),
                Units.mebibytes(round.bytes()),
                Units.seconds(round.durationNs()),
                Units.ratio(Page.offsetBytes(round.pages()), round.bytes()),
                Units.mebibytes(Units.perSecond(round.bytes(), round.durationNs())),
                paused ? "-" : Units.count(round.dirtiedPages()),
                paused ? "-" : Units.count(round.repeatedPages()),
                paused ? "-" : Units.count(round.pendingPages()),
                round.throttlePercent() + " %");
    }
}
