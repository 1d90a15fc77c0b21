package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.required;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.DemandPlan;
import org.pagurus.experiments.scenario.GuestGroup;
import org.pagurus.experiments.scenario.HostGroup;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.SimulatedCluster;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.migration.MigrationLimits;
import org.pagurus.simulator.cluster.trace.CpuTraces;

/** A cluster that is run under a strategy, sample by sample. */
final class ClusterFields {
    static final int MAX_SAMPLES = 100_000;
    static final int MAX_MIPS = 100_000_000;

    /** A byte each. */
    private static final long MAX_SYNTHETIC_SAMPLES = 1L << 29;

    private static final int MAX_GROUPS = 64;
    private static final int MAX_AT_ONCE = 1 << 20;
    private static final long NS_PER_SECOND = 1_000_000_000;

    private static final Field<Integer> GUEST_COUNT =
            withDefault("count", Types.whole(1, Cluster.MAX_GUESTS), "How many there are.", 1);
    private static final Field<Integer> CPU =
            required(
                    "cpu",
                    Types.whole(1, MAX_MIPS),
                    "The most that it may use, in million instructions per second.");
    private static final Field<ByteSize> MEMORY =
            required("memory", Types.SIZE, "What it takes of a host's memory.");
    private static final Field<ByteRate> DIRTY_RATE =
            withDefault(
                    "dirty-rate",
                    Types.RATE,
                    "How much of its memory it dirties per second.",
                    new ByteRate(0));

    private static final Field<List<Located<FieldValues>>> HOSTS =
            required(
                    "hosts",
                    new ListType<>("groups of hosts", ClusterHostFields.TYPE, 1, MAX_GROUPS),
                    "Groups of hosts that are alike.");
    private static final Field<List<Located<FieldValues>>> GUESTS =
            required(
                    "guests",
                    new ListType<>(
                            "groups of guests",
                            new ObjectType("guests", GUEST_COUNT, CPU, MEMORY, DIRTY_RATE),
                            1,
                            MAX_GROUPS),
                    "Groups of guests that are alike; they are dealt over the hosts in turn.");
    private static final Field<FieldValues> TRACES =
            required("traces", DemandFields.TYPE, "What CPU the guests ask for over time.");
    private static final Field<Integer> SAMPLES =
            withDefault(
                    "samples",
                    Types.whole(1, MAX_SAMPLES),
                    "How many are run.",
                    CpuTraces.SAMPLES_PER_DAY);
    private static final Field<DurationOption> INTERVAL =
            withDefault(
                    "interval",
                    Types.TIME_ABOVE_0,
                    "Whole seconds between samples, up to a day.",
                    new DurationOption(CpuTraces.INTERVAL_SECONDS * NS_PER_SECOND));
    private static final Field<FieldValues> STRATEGY =
            required("strategy", StrategyFields.TYPE, "Which guest goes where, and when.");

    private static final Field<Integer> OUT_PER_HOST =
            withDefault("out-per-host", Types.whole(1, MAX_AT_ONCE), "Away from one host.", 2);
    private static final Field<Integer> IN_PER_HOST =
            withDefault("in-per-host", Types.whole(1, MAX_AT_ONCE), "To one host.", 2);
    private static final Field<Integer> PER_CLUSTER =
            withDefault("per-cluster", Types.whole(1, MAX_AT_ONCE), "In all.", MAX_AT_ONCE);
    private static final Field<FieldValues> LIMITS =
            optional(
                    "migration-limits",
                    new ObjectType("migration limits", OUT_PER_HOST, IN_PER_HOST, PER_CLUSTER),
                    "How many migrations run at once; the others wait.");

    static final ObjectType TYPE =
            new ObjectType(
                    "a cluster",
                    CommonFields.KIND,
                    CommonFields.NAME,
                    CommonFields.DESCRIPTION,
                    CommonFields.SEED,
                    CommonFields.MODE,
                    CommonFields.SWEEP,
                    CommonFields.REPETITIONS,
                    HOSTS,
                    GUESTS,
                    TRACES,
                    SAMPLES,
                    INTERVAL,
                    STRATEGY,
                    LIMITS);

    private ClusterFields() {}

    static ClusterScenario scenario(FieldValues values, Path file) throws YamlException {
        if (values.get(CommonFields.MODE) == Mode.LIVE) {
            throw values.place(CommonFields.MODE)
                    .wrong("simulated, as a cluster is not run for real,", "live");
        }
        List<HostGroup> hosts = new ArrayList<>();
        for (Located<FieldValues> each : values.get(HOSTS)) {
            hosts.add(ClusterHostFields.group(each.value()));
        }
        expectCount(
                values, HOSTS, hosts.stream().mapToLong(HostGroup::count).sum(), Cluster.MAX_HOSTS);
        List<GuestGroup> guests = new ArrayList<>();
        for (Located<FieldValues> each : values.get(GUESTS)) {
            guests.add(guestGroup(each.value()));
        }
        long count = guests.stream().mapToLong(GuestGroup::count).sum();
        expectCount(values, GUESTS, count, Cluster.MAX_GUESTS);
        expectRoom(values, hosts, guests);
        DemandPlan demand = DemandFields.demand(values.get(TRACES), file);
        long made = demand instanceof DemandPlan.Synthetic ? count * values.get(SAMPLES) : 0;
        values.expect(
                made <= MAX_SYNTHETIC_SAMPLES,
                SAMPLES,
                "at most " + MAX_SYNTHETIC_SAMPLES / count + " for so many guests");
        return new ClusterScenario(
                CommonFields.about(values, file),
                hosts,
                guests,
                demand,
                values.get(SAMPLES),
                intervalSeconds(values),
                StrategyFields.strategy(values.get(STRATEGY)),
                limits(values));
    }

    /** The fields with what they leave out and is not the same wherever it is. */
    static FieldValues filled(FieldValues values, ClusterScenario scenario, Path file) {
        return values.filled(CommonFields.NAME, scenario.about().name())
                .filled(LIMITS, FieldValues.none(values.place(LIMITS)))
                .with(TRACES, DemandFields.filled(values.get(TRACES), file));
    }

    private static GuestGroup guestGroup(FieldValues values) throws YamlException {
        ClusterHostFields.expectBytes(values, MEMORY, values.get(MEMORY).bytes(), 1);
        ClusterHostFields.expectBytes(
                values, DIRTY_RATE, values.get(DIRTY_RATE).bytesPerSecond(), 0);
        return new GuestGroup(
                values.get(GUEST_COUNT),
                new GuestSpec(
                        values.get(CPU),
                        values.get(MEMORY).bytes(),
                        values.get(DIRTY_RATE).bytesPerSecond()));
    }

    private static void expectCount(FieldValues values, Field<?> field, long count, int most)
            throws YamlException {
        if (count > most) {
            throw values.place(field).wrong("at most " + most + " in all", count);
        }
    }

    private static void expectRoom(
            FieldValues values, List<HostGroup> hosts, List<GuestGroup> guests)
            throws YamlException {
        try {
            Cluster unused = SimulatedCluster.of(hosts, guests);
        } catch (IllegalArgumentException e) {
            throw values.place(GUESTS)
                    .wrong(
                            "guests that fit into the hosts' memory",
                            "one too many: " + e.getMessage());
        }
    }

    private static int intervalSeconds(FieldValues values) throws YamlException {
        long ns = values.get(INTERVAL).ns();
        values.expect(
                ns % NS_PER_SECOND == 0 && ns <= 86_400 * NS_PER_SECOND,
                INTERVAL,
                "whole seconds up to 24h");
        return (int) (ns / NS_PER_SECOND);
    }

    private static MigrationLimits limits(FieldValues values) {
        FieldValues limits = values.find(LIMITS);
        return limits == null
                ? new MigrationLimits(2, 2, MAX_AT_ONCE)
                : new MigrationLimits(
                        limits.get(OUT_PER_HOST), limits.get(IN_PER_HOST), limits.get(PER_CLUSTER));
    }
}
