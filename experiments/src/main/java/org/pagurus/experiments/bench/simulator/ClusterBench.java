package org.pagurus.experiments.bench.simulator;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
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
import org.pagurus.simulator.strategy.consolidation.MinimumUse;
import org.pagurus.simulator.strategy.consolidation.OverloadDetector;
import org.pagurus.simulator.strategy.consolidation.RandomChoice;
import org.pagurus.simulator.strategy.consolidation.StaticThreshold;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.GuestSelection;
import org.pagurus.simulator.strategy.placement.PowerAwareBestFit;

/**
 * One simulated day of clusters of several sizes, ten guests a host, under one strategy after the
 * other, and how much the time per host grows from the smallest size to the largest. Traces are
 * made up from a seed before the time is taken.
 *
 * <p>Before it is measured, each strategy runs days of the smallest size for {@value
 * #WARM_UP_SECONDS} s, so that these are not measured while the code is still being compiled. Three
 * rounds follow. In each, every size is run in turn, as many days as fill {@value #ROUND_SECONDS}
 * s; so what slows the machine for a while slows all sizes. The median of the rounds counts, for
 * the times and for the growth.
 */
public final class ClusterBench {
    private static final int GUESTS_PER_HOST = 10;
    private static final long SEED = 1;
    private static final double WARM_UP_SECONDS = 3;
    private static final double ROUND_SECONDS = 0.5;
    private static final int ROUNDS = 3;
    private static final String ALL = "thr,mad,iqr,lr,lrr,mad-rc,mad-mu,balance";
    private static final long MIB = 1 << 20;

    /** MIPS and memory of the guests of Beloglazov and Buyya 2012. */
    private static final int[] GUEST_MIPS = {2500, 2000, 1000, 500};

    private static final long[] GUEST_MIB = {870, 1740, 1740, 613};

    /** Room for ten guests and more; the published hosts have 4 GiB and were used with two. */
    private static final long HOST_MEMORY_BYTES = 32L << 30;

    private final String strategy;
    private final List<Size> sizes;

    private ClusterBench(String strategy, List<Size> sizes) {
        this.strategy = strategy;
        this.sizes = sizes;
    }

    /** {@code [STRATEGY,...|all [HOSTS...]]}: all, and 100, 1,000 and 10,000 hosts. */
    public static void main(String[] args) {
        String strategies = args.length > 0 && !args[0].equals("all") ? args[0] : ALL;
        List<Size> sizes = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            sizes.add(new Size(Integer.parseInt(args[i])));
        }
        if (sizes.isEmpty()) {
            sizes.addAll(List.of(new Size(100), new Size(1000), new Size(10_000)));
        }
        for (String strategy : strategies.split(",")) {
            new ClusterBench(strategy, sizes).run();
        }
    }

    private void run() {
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
        measure(sizes.getFirst(), WARM_UP_SECONDS);
        List<List<Measured>> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Measured> measured = new ArrayList<>();
            for (Size size : sizes) {
                measured.add(measure(size, ROUND_SECONDS));
            }
            rounds.add(measured);
        }
        for (int i = 0; i < sizes.size(); i++) {
            int place = i;
            print(sizes.get(i), rounds.stream().map(round -> round.get(place)).toList());
        }
        double smallest = sizes.getFirst().hosts;
        double largest = sizes.getLast().hosts;
        System.out.printf(
                Locale.ROOT,
                "time per host grows by %.2f from %.0f to %.0f hosts%n%n",
                median(
                        rounds,
                        round ->
                                round.getLast().seconds
                                        / largest
                                        / (round.getFirst().seconds / smallest)),
                smallest,
                largest);
    }

    private static void print(Size size, List<Measured> rounds) {
        double seconds = median(rounds, Measured::seconds);
        DayReport report = rounds.getLast().report;
        System.out.printf(
                Locale.ROOT,
                "%7d %8d %9.3f %12.3f %9d %8.0f %10d %8.1f %9.3f %9.4f %8.5f%n",
                size.hosts,
                size.guests(),
                seconds,
                seconds * 1e3 / size.hosts,
                rounds.stream().mapToLong(Measured::peakHeapBytes).max().orElseThrow() / MIB,
                report.meanHostsOn(),
                report.migrations(),
                report.kilowattHours(),
                report.timePerActiveHost() * 100,
                report.migrationDegradation() * 100,
                report.energyTimesViolation());
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> value) {
        return Median.of(rounds.stream().mapToDouble(value).toArray());
    }

    /** Runs days until so many seconds are spent, one at least. */
    private Measured measure(Size size, double leastSeconds) {
        resetPeaks();
        double spent = 0;
        int days = 0;
        DayReport report;
        do {
            ClusterDay day = day(size);
            long startNs = System.nanoTime();
            report = day.run(CpuTraces.SAMPLES_PER_DAY, line -> {});
            spent += (System.nanoTime() - startNs) / 1e9;
            days++;
        } while (spent < leastSeconds);
        return new Measured(spent / days, peakHeapBytes(), report);
    }

    private ClusterDay day(Size size) {
        List<HostSpec> hosts = new ArrayList<>();
        HostSpec g4 = HostSpec.hpMl110G4().withMemoryBytes(HOST_MEMORY_BYTES);
        HostSpec g5 = HostSpec.hpMl110G5().withMemoryBytes(HOST_MEMORY_BYTES);
        for (int host = 0; host < size.hosts; host++) {
            hosts.add(host % 2 == 0 ? g4 : g5);
        }
        List<GuestSpec> guests = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int guest = 0; guest < size.guests(); guest++) {
            int type = random.nextInt(GUEST_MIPS.length);
            long dirtyBytesPerSecond = random.nextLong(20 * MIB);
            guests.add(new GuestSpec(GUEST_MIPS[type], GUEST_MIB[type] * MIB, dirtyBytesPerSecond));
        }
        Cluster cluster = new Cluster(hosts, guests);
        FirstPlacement.deal(cluster);
        return new ClusterDay(
                cluster,
                size.traces,
                strategy(strategy),
                new GeometricRounds(GeometricRounds.DEFAULT_THRESHOLD_BYTES),
                new MigrationLimits(2, 2, Math.max(1, size.hosts / 4)),
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
            case "mad-mu" -> consolidation(AdaptiveThreshold.mad(), new MinimumUse());
            case "balance" ->
                    new Balancing(
                            SustainedLoad.sandpiper(), new WeightPerByte(new CpuLoad()), 0.75);
            default ->
                    throw new IllegalArgumentException(
                            "strategy: expected all or some of %s but found \"%s\""
                                    .formatted(ALL, name));
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

    /** Mean time of a day, and what the last of them gave. */
    private record Measured(double seconds, long peakHeapBytes, DayReport report) {}

    private record Size(int hosts, CpuTraces traces) {
        Size(int hosts) {
            this(
                    hosts,
                    SyntheticTraces.generate(
                            TraceModel.DEFAULT,
                            hosts * GUESTS_PER_HOST,
                            CpuTraces.SAMPLES_PER_DAY,
                            SEED));
        }

        int guests() {
            return hosts * GUESTS_PER_HOST;
        }
    }
}
