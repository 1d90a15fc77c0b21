package org.pagurus.simulator.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.simulator.cluster.TestClusters.GIB;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.FirstPlacement;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.cluster.day.ClusterDay;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.day.DayCsv;
import org.pagurus.simulator.cluster.day.DayReport;
import org.pagurus.simulator.cluster.migration.GeometricRounds;
import org.pagurus.simulator.cluster.migration.MigrationLimits;
import org.pagurus.simulator.cluster.trace.CpuTraces;
import org.pagurus.simulator.cluster.trace.SyntheticTraces;
import org.pagurus.simulator.cluster.trace.TraceModel;
import org.pagurus.simulator.strategy.balance.Balancing;
import org.pagurus.simulator.strategy.balance.SustainedLoad;
import org.pagurus.simulator.strategy.balance.WeightPerByte;
import org.pagurus.simulator.strategy.consolidation.AdaptiveThreshold;
import org.pagurus.simulator.strategy.consolidation.Consolidation;
import org.pagurus.simulator.strategy.consolidation.LocalRegression;
import org.pagurus.simulator.strategy.consolidation.MinimumMigrationTime;
import org.pagurus.simulator.strategy.consolidation.MinimumUse;
import org.pagurus.simulator.strategy.consolidation.RandomChoice;
import org.pagurus.simulator.strategy.consolidation.StaticThreshold;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.PowerAwareBestFit;
import org.pagurus.simulator.strategy.scale.LoadBand;
import org.pagurus.simulator.strategy.scale.Scaling;

/** Whole days of a small cluster, checked after every sample. */
class StrategyDayTest {
    private static final int HOSTS = 60;
    private static final int GUESTS = 240;

    private final StringBuilder csv = new StringBuilder();
    private DayReport report;

    @ParameterizedTest
    @ValueSource(
            strings = {"thr/mmt", "mad/rc", "iqr/mu", "lr/mmt", "lrr/rc", "balancing", "scaling"})
    void nothingIsLostAndTheSameSeedGivesTheSameBytes(String strategy) {
        run(strategy, 5);
        String first = csv.toString();
        DayReport firstReport = report;
        run(strategy, 5);
        assertEquals(first, csv.toString());
        assertEquals(firstReport, report);
        assertTrue(report.migrations() > 0, "nothing moved");

        run(strategy, 6);
        assertNotEquals(first, csv.toString());
    }

    @Test
    void consolidationSavesEnergyAndBalancingAvoidsOverload() {
        run("idle", 5);
        DayReport idle = report;
        run("thr/mmt", 5);
        DayReport consolidated = report;
        run("balancing", 5);
        DayReport balanced = report;

        assertEquals(0, idle.migrations());
        assertEquals(HOSTS, idle.meanHostsOn(), 1e-9);
        assertTrue(consolidated.joules() < 0.7 * idle.joules(), consolidated + " " + idle);
        assertTrue(consolidated.meanHostsOn() < 0.7 * HOSTS, consolidated.toString());
        assertTrue(
                balanced.overloadTimeFraction() < idle.overloadTimeFraction(),
                balanced + " " + idle);
    }

    private void run(String strategy, long seed) {
        List<HostSpec> hosts = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            hosts.add(host % 2 == 0 ? HostSpec.hpMl110G4() : HostSpec.hpMl110G5());
            hosts.set(host, hosts.get(host).withMemoryBytes(24 * GIB));
        }
        List<GuestSpec> guests = new ArrayList<>();
        int[] mips = {2500, 2000, 1000, 500};
        for (int guest = 0; guest < GUESTS; guest++) {
            long bytes = (1 + guest % 3) * GIB;
            guests.add(new GuestSpec(mips[guest % 4], bytes, 5_000_000L * (guest % 5)));
        }
        Cluster cluster = new Cluster(hosts, guests);
        FirstPlacement.deal(cluster);
        TraceModel model = new TraceModel(20, 0.8, 5, 0.5, 0.005, 8, 95);
        CpuTraces traces = SyntheticTraces.generate(model, GUESTS, CpuTraces.SAMPLES_PER_DAY, seed);
        ClusterDay day =
                new ClusterDay(
                        cluster,
                        traces,
                        strategy(strategy, seed),
                        new GeometricRounds(GeometricRounds.DEFAULT_THRESHOLD_BYTES),
                        new MigrationLimits(2, 2, 40),
                        CpuTraces.INTERVAL_SECONDS);
        csv.setLength(0);
        report =
                day.run(
                        CpuTraces.SAMPLES_PER_DAY,
                        line -> {
                            TestClusters.check(cluster);
                            csv.append(DayCsv.line(line)).append('\n');
                        });
    }

    private static ClusterStrategy strategy(String name, long seed) {
        PowerAwareBestFit placement = new PowerAwareBestFit();
        RandomChoice random = new RandomChoice(new SplittableRandom(seed));
        ClusterStrategy balancing =
                new Balancing(SustainedLoad.sandpiper(), new WeightPerByte(new CpuLoad()), 0.75);
        return switch (name) {
            case "thr/mmt" ->
                    new Consolidation(
                            new StaticThreshold(0.8), new MinimumMigrationTime(), placement);
            case "mad/rc" -> new Consolidation(AdaptiveThreshold.mad(), random, placement);
            case "iqr/mu" ->
                    new Consolidation(AdaptiveThreshold.iqr(), new MinimumUse(), placement);
            case "lr/mmt" ->
                    new Consolidation(LocalRegression.lr(), new MinimumMigrationTime(), placement);
            case "lrr/rc" -> new Consolidation(LocalRegression.lrr(), random, placement);
            case "balancing" -> balancing;
            case "scaling" -> new Scaling(new LoadBand(0.4, 0.7, 0.55, 3, 5), balancing);
            case "idle" ->
                    new Balancing(new SustainedLoad(1, 30, 30, values -> 0), new MinimumUse(), 1);
            default -> throw new AssertionError(name);
        };
    }
}
