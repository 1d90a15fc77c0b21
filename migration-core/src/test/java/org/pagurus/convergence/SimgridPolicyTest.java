package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.memory.Page;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

class SimgridPolicyTest {
    private static final ConvergenceLimits LIMITS = TestRounds.limits(1, 1, 99);

    /** A link of 125 MB/s carries 3,750,000 bytes in 30 ms: 915.5 pages. */
    @ParameterizedTest(name = "{0} bytes in {1} ms, {2} pages left: stops {3}")
    @CsvSource({
        "125000000, 1000, 915, true",
        "125000000, 1000, 916, false",
        "125000000, 1000, 0, true",
        "12500000, 100, 915, true",
        "12500000, 100, 916, false",
        "12500000, 1000, 91, true",
        "12500000, 1000, 92, false",
        // No rate of its own: the link's, 40,960,000 + 160,000 bytes a second, counts.
        "0, 1000, 301, true",
        "0, 1000, 302, false",
        "4096, 0, 301, true",
        "4096, 0, 302, false"
    })
    void stopsWhenTheLastRoundsRateCarriesTheRestInThirtyMilliseconds(
            long bytes, long durationMs, long pendingPages, boolean stops) {
        Decision decision =
                new SimgridPolicy().decide(situation(bytes, durationMs, pendingPages), LIMITS);

        assertEquals(stops, decision instanceof Decision.StopAndCopy, decision.toString());
        if (!stops) {
            assertEquals(new Decision.NextRound(0, false), decision);
        }
    }

    @Test
    void countsOnlyTheLastRoundsRate() {
        String slowThenFast = "100 1000 900 0; 100000 1000 900 0";
        String fastThenSlow = "100000 1000 900 0; 100 1000 900 0";

        assertInstanceOf(
                Decision.StopAndCopy.class,
                new SimgridPolicy().decide(TestRounds.situation(slowThenFast), LIMITS));
        assertInstanceOf(
                Decision.NextRound.class,
                new SimgridPolicy().decide(TestRounds.situation(fastThenSlow), LIMITS));
    }

    @Test
    void givesUpAtTheLimitOfRounds() {
        String rounds = String.join(";", Collections.nCopies(30, "1000 100 1000 0"));

        assertInstanceOf(
                Decision.GiveUp.class,
                new SimgridPolicy().decide(TestRounds.situation(rounds), LIMITS));
    }

    private static Situation situation(long bytes, long durationMs, long pendingPages) {
        return TestRounds.situation(
                List.of(
                        new RoundStatistics(
                                0,
                                bytes / Page.SIZE_BYTES,
                                0,
                                bytes,
                                durationMs * Time.NS_PER_MS,
                                0,
                                pendingPages,
                                0,
                                pendingPages,
                                0,
                                CodecCounts.NONE)));
    }
}
