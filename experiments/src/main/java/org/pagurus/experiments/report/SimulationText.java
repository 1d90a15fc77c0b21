package org.pagurus.experiments.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.service.ServiceLoss;

/** What a person is told of the migrations of a scenario. */
public final class SimulationText {
    private SimulationText() {}

    /** Of one, what a live one prints; of several, that for each, and a summary. */
    public static String of(List<MigrationResult> results) {
        StringBuilder text = new StringBuilder();
        for (MigrationResult result : results) {
            if (results.size() > 1) {
                text.append(head(result.plan()));
            }
            text.append(MigrationText.of(result.report(), result.dirtyLog(), result.client()));
            text.append(service(result.loss()));
            text.append(results.size() > 1 ? "\n" : "");
        }
        return results.size() > 1 ? text.append(summary(results)).toString() : text.toString();
    }

    private static String head(MigrationPlan plan) {
        return "guest "
                + plan.guest()
                + " from "
                + plan.from()
                + " to "
                + plan.to()
                + " at "
                + Units.seconds(plan.startNs())
                + " s\n\n";
    }

    private static String service(@Nullable ServiceLoss loss) {
        return loss == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "service: of %,.0f requests %,.0f were lost to the downtime and %,.0f to"
                                + " throttling, %.3f %% were answered\n",
                        loss.requests(),
                        loss.lostToDowntime(),
                        loss.lostToThrottling(),
                        100 * loss.answeredShare());
    }

    private static String summary(List<MigrationResult> results) {
        TextTable table = new TextTable("lllrrrrrl");
        table.row(
                "guest", "from", "to", "start s", "total s", "downtime ms", "rounds", "MiB", "end");
        long endNs = 0;
        double bytes = 0;
        for (MigrationResult result : results) {
            MigrationPlan plan = result.plan();
            MigrationReport report = result.report();
            table.row(
                    plan.guest(),
                    plan.from(),
                    plan.to(),
                    Units.seconds(plan.startNs()),
                    Units.seconds(report.totalTimeNs()),
                    Units.milliseconds(report.downtimeNs()),
                    Units.count(report.rounds().size()),
                    Units.mebibytes(report.totalBytes()),
                    report.outcome().label());
            endNs = Math.max(endNs, plan.startNs() + report.totalTimeNs());
            bytes += report.totalBytes();
        }
        return table.render()
                + "\n"
                + Units.mebibytes(bytes)
                + " MiB in all, the last migration over after "
                + Units.seconds(endNs)
                + " s\n";
    }
}
