package org.pagurus.experiments.live;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pagurus.experiments.demo.DemoException;
import org.pagurus.experiments.demo.HostGroup;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.run.GuestChecks;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.experiments.scenario.run.MigrationRunner;
import org.pagurus.experiments.scenario.run.RunException;
import org.pagurus.experiments.scenario.run.RunProgress;

/**
 * Migrates for real: each host that a guest leaves or comes to is a daemon in a process of its own.
 * When a run is over, however it ends, nothing that it started is left.
 */
public final class LiveRunner implements MigrationRunner {
    /** What a host daemon takes beside its guests, and this process. */
    private static final long JVM_BYTES = 320L << 20;

    /** For all that has no limit of its own: starting, booting, the last round, clients. */
    private static final long OTHER_LIMIT_NS = TimeUnit.MINUTES.toNanos(5);

    @Override
    public List<MigrationResult> run(MigrationScenario scenario, RunProgress progress)
            throws RunException, InterruptedException {
        if (scenario.mode() != Mode.LIVE) {
            throw new IllegalArgumentException("mode: expected live but found simulated");
        }
        check(scenario);
        long limitNs = limitNs(scenario);
        try (LiveNetwork net = LiveNetwork.open(scenario);
                HostGroup hosts = LiveHosts.start(scenario, net, limitNs)) {
            List<MigrationResult> results =
                    hosts.guarded(() -> new LiveRun(scenario, net, hosts, progress).run(limitNs));
            hosts.discardLogs();
            return results;
        } catch (DemoException | IOException e) {
            throw new RunException("mode live", e);
        }
    }

    @Override
    public void check(MigrationScenario scenario) throws RunException {
        GuestChecks.expectReplayAsRecorded(scenario);
        GuestChecks.expectRoom(
                scenario, (1 + LiveHosts.count(scenario)) * JVM_BYTES, "choose less memory");
    }

    private static long limitNs(MigrationScenario scenario) {
        long latestNs = 0;
        for (MigrationPlan plan : scenario.migrations()) {
            latestNs = Math.max(latestNs, plan.startNs() + plan.settings().timeLimitNs());
        }
        return latestNs + OTHER_LIMIT_NS;
    }
}
