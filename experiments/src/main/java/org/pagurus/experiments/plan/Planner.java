package org.pagurus.experiments.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pagurus.experiments.plan.Choice.Encoding;

/**
 * Searches the settings in stages: how pages are encoded; policy, limit and throttling with the
 * encodings that are worth it; the front once more with other seeds; how much less would do. The
 * same question gives the same plan, unless the time is over first.
 */
public final class Planner {
    /** Encodings that are looked at closely. */
    private static final int MOST_ENCODINGS = 3;

    /** Settings that are simulated with more seeds. */
    private static final int MOST_FINALISTS = 5;

    private static final int MOST_OFFERED = 5;

    /**
     * Which share of the cores is taken, beyond what was calibrated, in each migration of a
     * finalist: what a calibration finds differs by so much from one to the next, and while a guest
     * migrates more is taken. The first is the middle.
     */
    static final double[] TAKEN = {0.12, 0.02, 0.2, 0.07, 0.16};

    private final Question question;
    private final ModelError error;
    private final Trials trials;
    private final Preference preference;
    private final Map<Choice, List<TrialResult>> results = new LinkedHashMap<>();

    public Planner(Question question, ModelError error, Trials trials) {
        this.question = question;
        this.error = error;
        this.trials = trials;
        preference = new Preference(question.priorities());
    }

    /** Makes the plan. */
    public Plan plan() throws PlanException, InterruptedException {
        simulate(plain(ChoiceGrid.encodings(question.cores())), 0, 1);
        if (results.isEmpty()) {
            throw new PlanException(
                    "--time-budget: expected enough for one simulated migration, found less");
        }
        simulate(variants(worthIt()), 0, 1);
        simulate(
                choices(ParetoFront.thinned(preferred(keeping(forecasts())), MOST_FINALISTS)),
                1,
                TAKEN.length);
        List<Forecast> keeping = keeping(manySeeds());
        List<Preference.Step> steps = new ArrayList<>();
        List<Forecast> offered = List.of();
        Forecast nearest;
        if (keeping.isEmpty()) {
            nearest = nearest();
        } else {
            List<Forecast> front = ParetoFront.of(keeping);
            nearest = preference.best(front, steps);
            offered = ParetoFront.thinned(preference.ordered(front), MOST_OFFERED);
        }
        Margins margins = new Margins(question, nearest.choice(), trials);
        margins.look();
        return new Plan(
                question,
                offered,
                steps,
                nearest,
                margins.smallestLimit(),
                margins.smallestLinkRate(),
                results.size(),
                trials.done(),
                trials.cutShort());
    }

    private List<Choice> plain(List<Encoding> encodings) {
        return encodings.stream()
                .map(encoding -> ChoiceGrid.plain(encoding, question.downtimeLimitNs()))
                .toList();
    }

    /** Those whose encoding is worth a closer look. */
    private List<Forecast> worthIt() {
        List<Forecast> converging = forecasts().stream().filter(Forecast::converges).toList();
        List<Forecast> best =
                converging.isEmpty()
                        ? forecasts().stream().sorted(byDistance()).toList()
                        : ParetoFront.thinned(preferred(converging), MOST_ENCODINGS);
        return best.stream().limit(MOST_ENCODINGS).toList();
    }

    private List<Choice> variants(List<Forecast> plain) {
        Set<Choice> all = new LinkedHashSet<>();
        for (Forecast each : plain) {
            all.addAll(
                    ChoiceGrid.variants(
                            each.choice().encoding(),
                            question.downtimeLimitNs(),
                            each.results().getFirst()));
        }
        all.removeAll(results.keySet());
        return List.copyOf(all);
    }

    /** Those that no other beats, the preferred one first. */
    private List<Forecast> preferred(List<Forecast> all) {
        return all.isEmpty() ? all : preference.ordered(ParetoFront.of(all));
    }

    private List<Forecast> keeping(List<Forecast> all) {
        return all.stream().filter(each -> each.keeps(question)).toList();
    }

    private List<Forecast> forecasts() {
        List<Forecast> all = new ArrayList<>();
        results.forEach((choice, of) -> all.add(new Forecast(choice, of, error)));
        return all;
    }

    /** Of the finalists; of all, if there was no time for more than one migration of any. */
    private List<Forecast> manySeeds() {
        List<Forecast> many = forecasts().stream().filter(f -> f.results().size() > 1).toList();
        return many.isEmpty() ? forecasts() : many;
    }

    private static List<Choice> choices(List<Forecast> forecasts) {
        return forecasts.stream().map(Forecast::choice).toList();
    }

    /** The settings that come nearest to what is wanted though they don't keep it. */
    private Forecast nearest() {
        return forecasts().stream().min(byDistance()).orElseThrow();
    }

    /**
     * By the downtime that it had or would have had, then by how far the guest may be throttled.
     */
    private static Comparator<Forecast> byDistance() {
        return Comparator.comparingLong((Forecast f) -> wantedLimitNs(f.results().getFirst()))
                .thenComparingInt(f -> -f.choice().maxThrottlePercent());
    }

    private static long wantedLimitNs(TrialResult result) {
        if (result.converged()) {
            return result.downtimeNs();
        }
        long sufficientNs = result.sufficientDowntimeLimitNs();
        return sufficientNs == 0 ? Long.MAX_VALUE : sufficientNs;
    }

    /** Simulates choices with seeds from the first up to the last, which is left out. */
    private void simulate(List<Choice> choices, int first, int last)
            throws PlanException, InterruptedException {
        List<Trial> wanted = new ArrayList<>();
        for (Choice choice : choices) {
            for (int seed = first; seed < last; seed++) {
                wanted.add(
                        new Trial(
                                choice,
                                question.linkRateBytesPerSecond(),
                                question.seed() + seed,
                                TAKEN[seed]));
            }
        }
        trials.run(wanted)
                .forEach(
                        (trial, result) ->
                                results.computeIfAbsent(trial.choice(), of -> new ArrayList<>())
                                        .add(result));
    }
}
