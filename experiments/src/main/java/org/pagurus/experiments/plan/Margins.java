package org.pagurus.experiments.plan;

import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** With how much less some settings would do: found by bisection, a simulated migration a step. */
final class Margins {
    private static final long MOST_LIMIT_NS = 3_600_000_000_000L;
    private static final long MOST_RATE = 100_000_000_000L;

    private final Question question;
    private final Choice choice;
    private final Trials trials;
    private @Nullable OptionalLong smallestLimit;
    private @Nullable OptionalLong smallestLinkRate;

    Margins(Question question, Choice choice, Trials trials) {
        this.question = question;
        this.choice = choice;
        this.trials = trials;
    }

    /** Looks for both at a time. */
    void look() throws PlanException, InterruptedException {
        FutureTask<@Nullable OptionalLong> limits = new FutureTask<>(this::limit);
        Thread other = Thread.ofPlatform().name("bisection").daemon().start(limits);
        try {
            smallestLinkRate = linkRate();
            smallestLimit = limits.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PlanException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } finally {
            other.interrupt();
        }
    }

    @Nullable OptionalLong smallestLimit() {
        return smallestLimit;
    }

    @Nullable OptionalLong smallestLinkRate() {
        return smallestLinkRate;
    }

    /** With which it converges at all. */
    private @Nullable OptionalLong limit() throws PlanException, InterruptedException {
        return smallest(
                limitNs ->
                        new Trial(
                                choice.withDowntimeLimitNs(limitNs),
                                question.linkRateBytesPerSecond(),
                                question.seed(),
                                Planner.TAKEN[0]),
                TrialResult::converged,
                Math.clamp(choice.downtimeLimitNs(), Question.LEAST_LIMIT_NS, MOST_LIMIT_NS),
                Question.LEAST_LIMIT_NS,
                MOST_LIMIT_NS);
    }

    /** With which it converges and keeps the limits. */
    private @Nullable OptionalLong linkRate() throws PlanException, InterruptedException {
        return smallest(
                rate -> new Trial(choice, rate, question.seed(), Planner.TAKEN[0]),
                result -> result.converged() && result.downtimeNs() <= question.downtimeLimitNs(),
                Math.clamp(question.linkRateBytesPerSecond(), Question.LEAST_LINK_RATE, MOST_RATE),
                Question.LEAST_LINK_RATE,
                MOST_RATE);
    }

    private @Nullable OptionalLong smallest(
            LongFunction<Trial> trial,
            Predicate<TrialResult> holds,
            long startAt,
            long least,
            long most)
            throws PlanException, InterruptedException {
        try {
            return Bisection.smallest(
                    value -> holds.test(trials.run(trial.apply(value))),
                    startAt,
                    least,
                    most,
                    Plan.BISECTION_SHARE);
        } catch (OutOfTimeException e) {
            return null;
        }
    }
}
