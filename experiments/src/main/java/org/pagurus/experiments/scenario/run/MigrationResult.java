package org.pagurus.experiments.scenario.run;

import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.service.ServiceLoad;
import org.pagurus.simulator.service.ServiceLoss;

/**
 * What a migration of a scenario did.
 *
 * @param loss what it has cost the guest's service; null where nobody uses that
 * @param dirtyLog what kept track of its dirty pages, for reports
 */
public record MigrationResult(
        MigrationPlan plan, MigrationReport report, @Nullable ServiceLoss loss, String dirtyLog) {
    static MigrationResult of(
            MigrationPlan plan, ServiceLoad load, MigrationReport report, String dirtyLog) {
        ServiceLoss loss = load.requestsPerSecond() > 0 ? load.lossIn(report) : null;
        return new MigrationResult(plan, report, loss, dirtyLog);
    }
}
