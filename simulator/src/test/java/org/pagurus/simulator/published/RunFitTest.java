package org.pagurus.simulator.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.convergence.XenRateLimiter;
import org.pagurus.report.RoundStatistics;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageRegion;

class RunFitTest {
    private static final long PAGES = 100_000;
    private static final long SECOND_NS = 1_000_000_000;

    /** A run of which everything is known, as if it had been published. */
    private static PublishedRun run(PageClasses memory, WorkingSetGuess guess) {
        List<RoundStatistics> rounds = run(List.of(1.0), guess).simulate(memory).rounds();
        return run(rounds.stream().map(round -> (double) round.bytes()).toList(), guess);
    }

    private static PublishedRun run(List<Double> roundBytes, WorkingSetGuess guess) {
        return new PublishedRun(
                "known",
                PAGES * 4096,
                roundBytes,
                true,
                guess,
                XenRateLimiter.OF_2005,
                1.25e8,
                MigrationCosts.NONE);
    }

    @Test
    void findsTheWorkingSetThatMadeTheRounds() {
        PageRegion all = new PageRegion(0, PAGES);
        PageClasses memory =
                PageClasses.of(
                        PAGES,
                        List.of(
                                PageClass.random(all, 6000, 6000 * 2.0),
                                PageClass.random(all, 40_000, 40_000 * 0.02)));
        RunFit fit = RunFit.of(run(memory, new WorkingSetGuess.RandomClasses(2)));
        int hot = pages(fit, 0) < pages(fit, 1) ? 0 : 1;
        assertEquals(6000, pages(fit, hot), 6000 * 0.02);
        // Pages written so seldom tell their number only by how it saturates.
        assertEquals(40_000, pages(fit, 1 - hot), 40_000 * 0.05);
        assertEquals(2.0, fit.memory().classes().get(hot).random().writes(0, SECOND_NS), 0.04);
        assertEquals(0, fit.deviation(), 1e-3);
    }

    private static double pages(RunFit fit, int of) {
        return fit.memory().classes().get(of).pages();
    }

    @Test
    void comesOutTheSameAgain() {
        RunFit once = RunFit.of(PublishedRuns.QUAKE3);
        RunFit again = RunFit.of(PublishedRuns.QUAKE3);
        assertEquals(once.squaredError(), again.squaredError());
        assertEquals(pages(once, 0), pages(again, 0));
    }
}
