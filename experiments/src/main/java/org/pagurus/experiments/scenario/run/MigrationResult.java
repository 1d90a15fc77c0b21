package org.pagurus.experiments.scenario.run;

import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.client.ClientFigures;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.service.ServiceLoad;
import org.pagurus.simulator.service.ServiceLoss;

/**
 * What a migration of a scenario did.
 *
 * @param loss what it has cost the guest's service, by the report's times; null where nobody uses
 *     that
 * @param dirtyLog what kept track of its dirty pages, for reports
 * @param client what a client of its service saw; null in virtual time, and where nobody uses it
 */
public record MigrationResult(
        MigrationPlan plan,
        MigrationReport report,
        @Nullable ServiceLoss loss,
        String dirtyLog,
        @Nullable ClientFigures client) {
    /** One that no client saw. */
    public static MigrationResult of(
            MigrationPlan plan, ServiceLoad load, MigrationReport report, String dirtyLog) {
        ServiceLoss loss = load.requestsPerSecond() > 0 ? load.lossIn(report) : null;
        return new MigrationResult(plan, report, loss, dirtyLog, null);
    }

    /** The same with what a client saw. */
    public MigrationResult with(ClientFigures seen) {
        return new MigrationResult(plan, report, loss, dirtyLog, seen);
    }
}
