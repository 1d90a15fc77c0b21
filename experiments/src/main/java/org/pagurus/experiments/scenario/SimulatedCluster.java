package org.pagurus.experiments.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.CpuDemand;
import org.pagurus.simulator.cluster.FirstPlacement;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.day.ClusterDay;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.migration.GeometricRounds;
import org.pagurus.simulator.cluster.trace.SyntheticTraces;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.strategy.balance.Balancing;
import org.pagurus.simulator.strategy.balance.WeightPerByte;
import org.pagurus.simulator.strategy.consolidation.Consolidation;
import org.pagurus.simulator.strategy.consolidation.MinimumMigrationTime;
import org.pagurus.simulator.strategy.consolidation.MinimumUse;
import org.pagurus.simulator.strategy.consolidation.RandomChoice;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.GuestSelection;
import org.pagurus.simulator.strategy.placement.PowerAwareBestFit;

/** A scenario's cluster, ready to run. */
public final class SimulatedCluster {
    private SimulatedCluster() {}

    /**
     * The hosts, with the guests dealt over them.
     *
     * @throws IllegalArgumentException when a guest fits nowhere
     */
    public static Cluster of(List<HostGroup> hosts, List<GuestGroup> guests) {
        List<HostSpec> hostSpecs = new ArrayList<>();
        hosts.forEach(group -> hostSpecs.addAll(Collections.nCopies(group.count(), group.spec())));
        List<GuestSpec> guestSpecs = new ArrayList<>();
        guests.forEach(
                group -> guestSpecs.addAll(Collections.nCopies(group.count(), group.spec())));
        Cluster cluster = new Cluster(hostSpecs, guestSpecs);
        FirstPlacement.deal(cluster);
        return cluster;
    }

    /** The whole scenario before its first sample. */
    public static ClusterDay day(ClusterScenario scenario) {
        Cluster cluster = of(scenario.hosts(), scenario.guests());
        return new ClusterDay(
                cluster,
                demand(scenario, cluster.guests().count()),
                strategy(scenario.strategy(), new RandomStreams(scenario.about().seed())),
                new GeometricRounds(GeometricRounds.DEFAULT_THRESHOLD_BYTES),
                scenario.limits(),
                scenario.intervalSeconds());
    }

    private static CpuDemand demand(ClusterScenario scenario, int guests) {
        return switch (scenario.demand()) {
            case DemandPlan.Recorded recorded -> recorded.traces();
            case DemandPlan.Synthetic synthetic ->
                    SyntheticTraces.generate(
                            synthetic.model(), guests, scenario.samples(), scenario.about().seed());
        };
    }

    private static ClusterStrategy strategy(StrategyPlan plan, RandomStreams random) {
        return switch (plan) {
            case StrategyPlan.Consolidation consolidation ->
                    new Consolidation(
                            consolidation.overload(),
                            selection(consolidation.selection(), random.stream("selection")),
                            new PowerAwareBestFit());
            case StrategyPlan.Balancing balancing ->
                    new Balancing(
                            balancing.hotSpots(),
                            new WeightPerByte(new CpuLoad()),
                            balancing.limitShare());
        };
    }

    private static GuestSelection selection(
            StrategyPlan.Selection selection, RandomGenerator random) {
        return switch (selection) {
            case MMT -> new MinimumMigrationTime();
            case RC -> new RandomChoice(random);
            case MU -> new MinimumUse();
        };
    }
}
