package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import org.pagurus.experiments.scenario.StrategyPlan;
import org.pagurus.experiments.scenario.StrategyPlan.Selection;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarForm;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.simulator.cluster.DemandHistory;
import org.pagurus.simulator.strategy.balance.AutoRegression;
import org.pagurus.simulator.strategy.balance.SustainedLoad;
import org.pagurus.simulator.strategy.consolidation.AdaptiveThreshold;
import org.pagurus.simulator.strategy.consolidation.Dispersion;
import org.pagurus.simulator.strategy.consolidation.LocalRegression;
import org.pagurus.simulator.strategy.consolidation.OverloadDetector;
import org.pagurus.simulator.strategy.consolidation.StaticThreshold;

/** Which strategy decides, with its parameters. */
final class StrategyFields {
    /** The only placement so far; named, so that a file says what it was run with. */
    private enum Placement {
        PABFD
    }

    private static final SustainedLoad SANDPIPER = SustainedLoad.sandpiper();

    private static final Field<OverloadDetector> OVERLOAD =
            withDefault(
                    "overload",
                    ScalarType.of(
                                    "thr, mad, iqr, lr or lrr, with or without a parameter such as mad:2.5",
                                    new ScalarForm.Text(
                                            "(thr|mad|iqr|lr|lrr)(:[0-9]{1,15}([.][0-9]{1,40})?)?"),
                                    StrategyFields::detector)
                            .writtenBy(StrategyFields::written),
                    "From when on a host is overloaded.",
                    AdaptiveThreshold.mad());
    private static final Field<Selection> SELECTION =
            withDefault(
                    "selection",
                    Types.oneOf(Selection.class),
                    "Which guest leaves it.",
                    Selection.MMT);
    private static final Field<Placement> PLACEMENT =
            withDefault(
                    "placement", Types.oneOf(Placement.class), "Where guests go.", Placement.PABFD);
    private static final Field<FieldValues> CONSOLIDATION =
            optional(
                    "consolidation",
                    new ObjectType("consolidation", OVERLOAD, SELECTION, PLACEMENT),
                    "Empties hosts that are used little; {} for all defaults.");

    private static final Field<Double> THRESHOLD =
            withDefault(
                    "threshold",
                    Types.SHARE,
                    "The utilisation above which a host is hot.",
                    SANDPIPER.threshold());
    private static final Field<Integer> K =
            withDefault(
                    "k",
                    Types.whole(1, DemandHistory.SAMPLES),
                    "In at least so many of the last samples.",
                    SANDPIPER.k());
    private static final Field<Integer> N =
            withDefault(
                    "n",
                    Types.whole(1, DemandHistory.SAMPLES),
                    "Of so many samples.",
                    SANDPIPER.n());
    private static final Field<Double> LIMIT =
            withDefault("limit", Types.SHARE, "What a destination may be used up to.", 0.75);
    private static final Field<FieldValues> BALANCING =
            optional(
                    "balancing",
                    new ObjectType("balancing", THRESHOLD, K, N, LIMIT),
                    "Moves guests away from hot spots; {} for all defaults.");

    static final ObjectType TYPE =
            new ObjectType("a strategy", CONSOLIDATION, BALANCING).either(CONSOLIDATION, BALANCING);

    private StrategyFields() {}

    static StrategyPlan strategy(FieldValues values) throws YamlException {
        FieldValues consolidation = values.find(CONSOLIDATION);
        return consolidation == null
                ? balancing(values.get(BALANCING))
                : new StrategyPlan.Consolidation(
                        consolidation.get(OVERLOAD), consolidation.get(SELECTION));
    }

    private static StrategyPlan balancing(FieldValues values) throws YamlException {
        values.expect(values.get(K) <= values.get(N), K, "at most n, which is " + values.get(N));
        return new StrategyPlan.Balancing(
                new SustainedLoad(
                        values.get(THRESHOLD), values.get(K), values.get(N), new AutoRegression()),
                values.get(LIMIT));
    }

    private static String written(OverloadDetector detector) {
        double parameter =
                switch (detector) {
                    case StaticThreshold fixed -> fixed.threshold();
                    case AdaptiveThreshold adaptive -> adaptive.safety();
                    case LocalRegression regression -> regression.safety();
                    default ->
                            throw new IllegalArgumentException(
                                    "overload: expected a known detector but found " + detector);
                };
        String name = detector.name();
        return name.substring(0, name.indexOf('-')) + ":" + Types.shown(parameter);
    }

    private static OverloadDetector detector(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (colon >= 0) {
            return detector(name, Types.decimal(text.substring(colon + 1)));
        }
        return switch (name) {
            case "thr" -> new StaticThreshold(StaticThreshold.PUBLISHED);
            case "mad" -> AdaptiveThreshold.mad();
            case "iqr" -> AdaptiveThreshold.iqr();
            case "lr" -> LocalRegression.lr();
            case "lrr" -> LocalRegression.lrr();
            default -> throw new IllegalArgumentException("expected a detector");
        };
    }

    private static OverloadDetector detector(String name, double parameter) {
        return switch (name) {
            case "thr" -> new StaticThreshold(parameter);
            case "mad" -> new AdaptiveThreshold(Dispersion.MAD, parameter);
            case "iqr" -> new AdaptiveThreshold(Dispersion.IQR, parameter);
            case "lr" -> new LocalRegression(false, parameter);
            case "lrr" -> new LocalRegression(true, parameter);
            default -> throw new IllegalArgumentException("expected a detector");
        };
    }
}
