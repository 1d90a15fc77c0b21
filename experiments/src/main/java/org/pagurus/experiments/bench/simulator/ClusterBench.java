package org.pagurus.experiments.bench.simulator;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.pagurus.experiments.bench.Median;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.FirstPlacement;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.day.ClusterDay;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
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
import org.pagurus.simulator.strategy.consolidation.OverloadDetector;
import org.pagurus.simulator.strategy.consolidation.RandomChoice;
import org.pagurus.simulator.strategy.consolidation.StaticThreshold;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.GuestSelection;
import org.pagurus.simulator.strategy.placement.PowerAwareBestFit;

/**
 * One simulated day of clusters of several sizes, ten guests a host, under one strategy. Traces are
 * made up from a seed before the time is taken. Days are run for some seconds, so that small
 * clusters are not measured while the code is still being compiled; then the median of three days
 * counts.
 */
public final class ClusterBench {
    private static final int GUESTS_PER_HOST = 10;
    private static final long SEED = 1;
    private static final double WARM_UP_SECONDS = 8;
    private static final int RUNS = 3;
    private static final long MIB = 1 << 20;

    /** MIPS and memory of the guests of Beloglazov and Buyya 2012. */
    private static final int[] GUEST_MIPS = {2500, 2000, 1000, 500};

    private static final long[] GUEST_MIB = {870, 1740, 1740, 613};

    /** Room for ten guests and more; the published hosts have 4 GiB and were used with two. */
    private static final long HOST_MEMORY_BYTES = 32L << 30;

    private ClusterBench() {}

    /** {@code [STRATEGY [HOSTS...]]}: mad, and 100, 1,000 and 10,000 hosts. */
    public static void main(String[] args) {
        String strategy = args.length > 0 ? args[0] : "mad";
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            sizes.add(Integer.parseInt(args[i]));
        }
        if (sizes.isEmpty()) {
            sizes.addAll(List.of(100, 1000, 10_000));
        }
        System.out.printf(
                "%s%n%7s %8s %9s %12s %9s %8s %10s %8s %9s %9s %8s%n",
                strategy(strategy).name(),
                "hosts",
                "guests",
                "seconds",
                "ms per host",
                "heap MiB",
                "hosts on",
                "migrations",
                "kWh",
                "SLATAH %",
                "PDM %",
                "ESV");
        for (int hosts : sizes) {
            measure(strategy, hosts);
        }
    }

    private static void measure(String strategy, int hosts) {
        int guests = hosts * GUESTS_PER_HOST;
        CpuTraces traces =
                SyntheticTraces.generate(
                        TraceModel.DEFAULT, guests, CpuTraces.SAMPLES_PER_DAY, SEED);
        double spent = 0;
        while (spent < WARM_UP_SECONDS) {
            spent += seconds(day(strategy, hosts, guests, traces));
        }
        resetPeaks();
        double[] runs = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            runs[run] = seconds(day(strategy, hosts, guests, traces));
        }
        double seconds = Median.of(runs);
        DayReport report =
                day(strategy, hosts, guests, traces).run(CpuTraces.SAMPLES_PER_DAY, line -> {});
        System.out.printf(
                Locale.ROOT,
                "%7d %8d %9.2f %12.3f %9d %8.0f %10d %8.1f %9.3f %9.4f %8.5f%n",
                hosts,
                guests,
                seconds,
                seconds * 1e3 / hosts,
                peakHeapBytes() / MIB,
                report.meanHostsOn(),
                report.migrations(),
                report.kilowattHours(),
                report.timePerActiveHost() * 100,
                report.migrationDegradation() * 100,
                report.energyTimesViolation());
    }

    private static double seconds(ClusterDay day) {
        long startNs = System.nanoTime();
        day.run(CpuTraces.SAMPLES_PER_DAY, line -> {});
        return (System.nanoTime() - startNs) / 1e9;
    }

    private static ClusterDay day(
            String strategy, int hostCount, int guestCount, CpuTraces traces) {
        List<HostSpec> hosts = new ArrayList<>();
        HostSpec g4 = HostSpec.hpMl110G4().withMemoryBytes(HOST_MEMORY_BYTES);
        HostSpec g5 = HostSpec.hpMl110G5().withMemoryBytes(HOST_MEMORY_BYTES);
        for (int host = 0; host < hostCount; host++) {
            hosts.add(host % 2 == 0 ? g4 : g5);
        }
        List<GuestSpec> guests = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int guest = 0; guest < guestCount; guest++) {
            int type = random.nextInt(GUEST_MIPS.length);
            long dirtyBytesPerSecond = random.nextLong(20 * MIB);
            guests.add(new GuestSpec(GUEST_MIPS[type], GUEST_MIB[type] * MIB, dirtyBytesPerSecond));
        }
        Cluster cluster = new Cluster(hosts, guests);
        FirstPlacement.deal(cluster);
        return new ClusterDay(
                cluster,
                traces,
                strategy(strategy),
                new GeometricRounds(GeometricRounds.DEFAULT_THRESHOLD_BYTES),
                new MigrationLimits(2, 2, Math.max(1, hostCount / 4)),
                CpuTraces.INTERVAL_SECONDS);
    }

    private static ClusterStrategy strategy(String name) {
        GuestSelection mmt = new MinimumMigrationTime();
        GuestSelection random = new RandomChoice(new SplittableRandom(SEED));
        return switch (name) {
            case "thr" -> consolidation(new StaticThreshold(StaticThreshold.PUBLISHED), mmt);
            case "mad" -> consolidation(AdaptiveThreshold.mad(), mmt);
            case "iqr" -> consolidation(AdaptiveThreshold.iqr(), mmt);
            case "lr" -> consolidation(LocalRegression.lr(), mmt);
            case "lrr" -> consolidation(LocalRegression.lrr(), mmt);
            case "mad-rc" -> consolidation(AdaptiveThreshold.mad(), random);
            case "balance" ->
                    new Balancing(
                            SustainedLoad.sandpiper(), new WeightPerByte(new CpuLoad()), 0.75);
            default ->
                    throw new IllegalArgumentException(
                            "strategy: expected thr, mad, iqr, lr, lrr, mad-rc or balance but found "
                                    + name);
        };
    }

    private static ClusterStrategy consolidation(
            OverloadDetector detector, GuestSelection selection) {
        return new Consolidation(detector, selection, new PowerAwareBestFit());
    }

    private static void resetPeaks() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The peaks of the heap's pools, which need not have been at the same time: an upper bound. */
    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
