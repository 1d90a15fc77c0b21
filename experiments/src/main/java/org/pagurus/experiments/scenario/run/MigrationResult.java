package org.pagurus.experiments.scenario.run;

import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.report.MigrationReport;

/**
 * What a migration of a scenario did.
 *
 * @param dirtyLog what kept track of its dirty pages, for reports
 */
public record MigrationResult(MigrationPlan plan, MigrationReport report, String dirtyLog) {}
