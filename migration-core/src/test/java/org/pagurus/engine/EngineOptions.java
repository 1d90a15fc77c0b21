package org.pagurus.engine;

import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.convergence.Situation;
import org.pagurus.engine.MigrationOptions.Verification;

/** Options for tests of the engine, whose policy counts rounds and nothing else. */
public final class EngineOptions {
    public static final long SECOND_NS = 1_000_000_000L;
    public static final long TIME_LIMIT_NS = 60 * SECOND_NS;

    private EngineOptions() {}

    /** So many pre-copy rounds whatever happens, throttled from the first on. */
    public static MigrationOptions rounds(int rounds, int streams, Verification verify) {
        return withPolicy(
                streams,
                verify,
                situation ->
                        situation.rounds().size() < rounds
                                ? new Decision.NextRound(
                                        20, situation.rounds().size() == rounds - 1)
                                : new Decision.StopAndCopy(rounds + " rounds"));
    }

    /** The same, but for how long a lost connection is waited for. */
    public static MigrationOptions reconnecting(MigrationOptions options, long reconnectNs) {
        return new MigrationOptions(
                options.streams(),
                options.policy(),
                options.limits(),
                options.verify(),
                options.timeLimitNs(),
                options.waits().withReconnectNs(reconnectNs),
                options.fixedDowntime());
    }

    /** Pre-copy that gives up at once. */
    public static MigrationOptions givingUp() {
        return withPolicy(
                1, Verification.DIGEST, situation -> new Decision.GiveUp("no way", 7 * SECOND_NS));
    }

    /** A policy without its name and its limits. */
    public interface Rule {
        Decision decide(Situation situation);
    }

    private static MigrationOptions withPolicy(int streams, Verification verify, Rule rule) {
        return new MigrationOptions(
                streams,
                new ConvergencePolicy() {
                    @Override
                    public String name() {
                        return "test";
                    }

                    @Override
                    public Decision decide(Situation situation, ConvergenceLimits limits) {
                        return rule.decide(situation);
                    }
                },
                new ConvergenceLimits(300_000_000, 300_000_000, 50, 100),
                verify,
                TIME_LIMIT_NS,
                Waits.DEFAULT,
                new FixedDowntime(0, 0, 0, 0, 0, 0, 0));
    }
}
