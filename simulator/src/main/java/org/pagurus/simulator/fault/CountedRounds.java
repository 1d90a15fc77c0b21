package org.pagurus.simulator.fault;

import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.Situation;

/**
 * So many pre-copy rounds whatever happens, throttled from the second on, the last without the
 * working set: so that trials are short and meet all that a source can be told.
 *
 * @param rounds 1 or more
 */
record CountedRounds(int rounds) implements ConvergencePolicy {
    private static final int THROTTLE_PERCENT = 20;

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public Decision decide(Situation situation, ConvergenceLimits limits) {
        int done = situation.rounds().size();
        return done < rounds
                ? new Decision.NextRound(THROTTLE_PERCENT, done == rounds - 1)
                : new Decision.StopAndCopy(rounds + " rounds");
    }
}
