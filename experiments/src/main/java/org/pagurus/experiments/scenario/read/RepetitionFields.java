package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.Metrics;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.Scenario;
import org.pagurus.experiments.scenario.sweep.Repetitions;
import org.pagurus.experiments.scenario.yaml.EitherType;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.YamlException;

/** How often each point is run: a number, or until it is known well enough. */
final class RepetitionFields {
    private static final double LEAST_CONFIDENCE = 0.5;
    private static final double MOST_CONFIDENCE = 0.9999;

    private static final Field<Integer> MINIMUM =
            withDefault(
                    "minimum",
                    Types.whole(2, Repetitions.MAX_REPETITIONS),
                    "How many there are at least; an interval takes two.",
                    5);
    private static final Field<Integer> MAXIMUM =
            optional(
                    "maximum",
                    Types.whole(2, Repetitions.MAX_REPETITIONS),
                    "How many there are at most: 30, or the minimum.");
    private static final Field<Double> UNTIL =
            withDefault(
                    "until",
                    Types.SHARE,
                    "They end when the interval is no wider than this share of the mean to either"
                            + " side.",
                    0.05);
    private static final Field<String> METRIC =
            optional(
                    "metric",
                    Types.TEXT,
                    "Whose mean that is: totalTimeNs, or energyJoules of a cluster.");
    private static final Field<Double> CONFIDENCE =
            withDefault(
                    "confidence",
                    ScalarType.of(
                                    "a share from 50% to 99.99%",
                                    Types.SHARE.form(), RepetitionFields::confidence)
                            .writtenBy(Types.SHARE.writer()),
                    "The chance that an interval holds what it is around.",
                    Repetitions.DEFAULT_CONFIDENCE);

    static final EitherType<Integer> TYPE =
            new EitherType<>(
                    new ObjectType("repetitions", MINIMUM, MAXIMUM, UNTIL, METRIC, CONFIDENCE),
                    Types.whole(1, Repetitions.MAX_REPETITIONS));

    private static final int DEFAULT_MAXIMUM = 30;

    private RepetitionFields() {}

    /**
     * What a scenario says.
     *
     * @param read null when it says nothing
     */
    static Repetitions repetitions(EitherType.@Nullable Read<Integer> read, Scenario scenario)
            throws YamlException {
        String usual =
                switch (scenario) {
                    case MigrationScenario migrations -> Metrics.TOTAL_TIME;
                    case ClusterScenario cluster -> Metrics.ENERGY;
                };
        if (read == null) {
            return Repetitions.of(1, usual);
        }
        FieldValues fields = read.fields();
        if (fields == null) {
            return Repetitions.of(read.value(), usual);
        }
        int minimum = fields.get(MINIMUM);
        Integer named = fields.find(MAXIMUM);
        int maximum = named == null ? Math.max(minimum, DEFAULT_MAXIMUM) : named;
        fields.expect(maximum >= minimum, MAXIMUM, "at least the minimum of " + minimum);
        return new Repetitions(
                minimum,
                maximum,
                fields.get(UNTIL),
                metric(fields, scenario, usual),
                fields.get(CONFIDENCE));
    }

    /** What a scenario says, with all that it leaves out. */
    static EitherType.Read<Integer> filled(
            EitherType.@Nullable Read<Integer> read, Repetitions repetitions) {
        FieldValues fields = read == null ? null : read.fields();
        return fields == null
                ? new EitherType.Read<>(null, repetitions.minimum())
                : new EitherType.Read<>(
                        fields.filled(MAXIMUM, repetitions.maximum())
                                .filled(METRIC, repetitions.metric()),
                        null);
    }

    private static double confidence(String text) {
        double share = Types.SHARE.parser().apply(text);
        Types.require(share >= LEAST_CONFIDENCE && share <= MOST_CONFIDENCE);
        return share;
    }

    private static String metric(FieldValues fields, Scenario scenario, String usual)
            throws YamlException {
        String name = fields.find(METRIC);
        if (name == null) {
            return usual;
        }
        RunMetrics metrics = metrics(scenario);
        Metric metric = metrics.find(name);
        if (metric == null) {
            throw fields.place(METRIC)
                    .wrong(
                            "one of "
                                    + String.join(
                                            ", ",
                                            metrics.metrics().stream()
                                                    .filter(one -> has(scenario, one))
                                                    .map(Metric::name)
                                                    .toList()),
                            name);
        }
        fields.expect(has(scenario, metric), METRIC, "a metric that the scenario's runs have");
        return name;
    }

    private static RunMetrics metrics(Scenario scenario) {
        return switch (scenario) {
            case MigrationScenario migrations ->
                    RunMetrics.ofMigrations(migrations.migrations().size() > 1);
            case ClusterScenario cluster -> RunMetrics.ofCluster();
        };
    }

    /** Whether runs of a scenario can have a metric's value. */
    private static boolean has(Scenario scenario, Metric metric) {
        boolean isServed =
                scenario instanceof MigrationScenario migrations
                        && migrations.guests().stream()
                                .anyMatch(guest -> guest.load().requestsPerSecond() > 0);
        return switch (metric.presence()) {
            case ALWAYS, COMPLETED, GIVEN_UP -> true;
            case LIVE -> scenario.mode() == Mode.LIVE && isServed;
            case SERVICE -> isServed;
        };
    }
}
