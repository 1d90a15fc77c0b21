package org.pagurus.convergence;

import org.pagurus.report.RoundStatistics;

/**
 * The round at whose end a pause would have cost least.
 *
 * @param round its number
 * @param expected the downtime that was to be expected there
 */
record BestMoment(int round, ExpectedDowntime expected) {
    static BestMoment of(Situation situation) {
        RoundStatistics best = situation.rounds().getFirst();
        for (RoundStatistics round : situation.rounds()) {
            if (round.pendingPages() < best.pendingPages()) {
                best = round;
            }
        }
        return new BestMoment(best.round(), ExpectedDowntime.at(situation, best));
    }
}
