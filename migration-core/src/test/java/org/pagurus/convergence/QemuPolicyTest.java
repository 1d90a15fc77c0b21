package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QemuPolicyTest {
    /** Sends 1,000 pages and dirties 900: busy, and too many pages for a limit of 50 ms. */
    private static final String BUSY = "1000 100 900 0";

    private static final String CALM = "2000 200 900 0";

    @ParameterizedTest(name = "{0} busy and {1} calm rounds, at most {2} %: {3} %")
    @CsvSource({
        "0, 5, 99, 0", "1, 5, 99, 0", "2, 0, 99, 20", "2, 5, 99, 20", "3, 0, 99, 20",
        "4, 0, 99, 30", "6, 0, 99, 40", "16, 0, 99, 90", "18, 0, 99, 99", "20, 0, 99, 99",
        "8, 0, 35, 35", "2, 0, 10, 10", "8, 0, 0, 0"
    })
    void throttlesMoreWithEverySecondBusyRound(int busy, int calm, int max, int expectedPercent) {
        String rounds =
                String.join(";", Collections.nCopies(busy, BUSY))
                        + (busy > 0 && calm > 0 ? ";" : "")
                        + String.join(";", Collections.nCopies(calm, CALM));

        assertEquals(
                new Decision.NextRound(expectedPercent, false),
                new QemuPolicy()
                        .decide(TestRounds.situation(rounds), TestRounds.limits(50, 50, max)));
    }

    /** 900 raw pages take 89.65 ms of 10,000 pages with headers a second. */
    @ParameterizedTest(name = "limit {0} ms: stops {1}")
    @CsvSource({"89, false", "90, true", "300, true"})
    void stopsWhenTheRemainingBytesFitTheLimit(long limitMs, boolean stops) {
        Decision decision =
                new QemuPolicy()
                        .decide(
                                TestRounds.situation("100000 10000 900 0"),
                                TestRounds.limits(limitMs, limitMs, 0));

        assertEquals(stops, decision instanceof Decision.StopAndCopy, decision.toString());
    }

    @Test
    void givesUpAtTheLimitOfRoundsWithALimitThatWouldDo() {
        String rounds = String.join(";", Collections.nCopies(30, BUSY));

        Decision.GiveUp giveUp =
                assertInstanceOf(
                        Decision.GiveUp.class,
                        new QemuPolicy()
                                .decide(
                                        TestRounds.situation(rounds),
                                        TestRounds.limits(50, 50, 99)));

        assertTrue(giveUp.reason().startsWith("no convergence after 30 rounds"), giveUp.reason());
        assertEquals(120 * Time.NS_PER_MS, giveUp.sufficientDowntimeLimitNs());
    }

    @Test
    void throttlesByDefault() {
        assertEquals(99, new QemuPolicy().defaultMaxThrottlePercent());
    }
}
