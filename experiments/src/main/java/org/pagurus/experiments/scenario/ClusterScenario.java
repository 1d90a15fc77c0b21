package org.pagurus.experiments.scenario;

import java.util.List;
import org.pagurus.simulator.cluster.migration.MigrationLimits;

/**
 * A cluster that is run under a strategy.
 *
 * @param hosts in this order; the guests are dealt over them in turn
 * @param samples how many are run
 * @param intervalSeconds between samples
 */
public record ClusterScenario(
        About about,
        List<HostGroup> hosts,
        List<GuestGroup> guests,
        DemandPlan demand,
        int samples,
        int intervalSeconds,
        StrategyPlan strategy,
        MigrationLimits limits)
        implements Scenario {
    public ClusterScenario {
        hosts = List.copyOf(hosts);
        guests = List.copyOf(guests);
    }

    /** There are no hundreds of hosts to run it on. */
    @Override
    public Mode mode() {
        return Mode.SIMULATED;
    }

    @Override
    public ClusterScenario withSeed(long seed) {
        return new ClusterScenario(
                about.withSeed(seed),
                hosts,
                guests,
                demand,
                samples,
                intervalSeconds,
                strategy,
                limits);
    }
}
