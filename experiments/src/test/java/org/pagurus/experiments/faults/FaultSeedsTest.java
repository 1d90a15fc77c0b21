package org.pagurus.experiments.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.driver.SourceTap;
import org.pagurus.simulator.fault.PlanMaker;
import org.pagurus.simulator.fault.SeedRange;
import org.pagurus.simulator.fault.Tally;
import org.pagurus.simulator.fault.Trial;
import org.pagurus.simulator.fault.TrialMemory;
import org.pagurus.simulator.fault.TrialResult;
import org.pagurus.simulator.fault.TrialResult.End;
import org.pagurus.simulator.fault.ViolationText;

/**
 * Whatever goes wrong, all that the checkers hold holds. Everything follows from the seed; {@code
 * -Dpagurus.seeds=1-1000000} runs others than the first 20,000.
 */
class FaultSeedsTest {
    private static final String SEEDS = "1..20000";

    /** All kinds of faults but those that are no effect of their own. */
    private static final long KINDS = 14;

    @Test
    void nothingIsViolatedWhateverGoesWrong() throws Exception {
        String asked = System.getProperty("pagurus.seeds", "");
        SeedRange seeds = SeedRange.parse(asked.isEmpty() ? SEEDS : asked);
        long startNs = System.nanoTime();
        Campaign.Result result =
                new Campaign(seeds, true)
                        .run(Runtime.getRuntime().availableProcessors(), count -> {});
        Tally tally = result.tally();
        System.out.printf(
                "seeds %s: %s, faults %s, %.1f events and %.1f writes each, %.1f s%n",
                seeds,
                tally.ends(),
                tally.faults(),
                (double) tally.events() / tally.trials(),
                (double) tally.writes() / tally.trials(),
                (System.nanoTime() - startNs) / 1e9);
        assertEquals(0, tally.violations(), () -> describe(result));
        assertEquals(seeds.count(), tally.trials());
        if (asked.isEmpty()) {
            assertEquals(EnumSet.allOf(End.class), tally.ends().keySet());
            assertEquals(KINDS, tally.faults().size(), () -> tally.faults().toString());
        }
    }

    private static String describe(Campaign.Result result) {
        TrialMemory memory = new TrialMemory();
        return result.violated().stream()
                .limit(5)
                .map(found -> ViolationText.of(found, plan -> Trial.run(plan, memory)))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aSeedGivesTheSameTrialAlways() {
        for (long seed = 1; seed <= 50; seed++) {
            assertEquals(trace(seed), trace(seed));
        }
    }

    private static String trace(long seed) {
        StringBuilder lines = new StringBuilder();
        TrialResult result =
                Trial.run(
                        PlanMaker.plan(seed),
                        new TrialMemory(),
                        SourceTap.NONE,
                        line -> lines.append(line).append('\n'));
        assertTrue(result.events() > 0);
        return lines.append(result.end()).append(result.fired()).toString();
    }
}
