package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link carries 10 pages a millisecond; the fixed parts take 18 ms; there may be 30 rounds. */
class PredictivePolicyTest {
    private static final String STALLED =
            "90000 9000 5000 0; 5000 500 5000 5000; 5000 500 5000 5000; 5000 500 5000 5000";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    stops for an idle guest                    | 100000 10000 0 0                         | 300 | 300 | 0 | stop 18 within 300
                    stops when another round would not pay     | 100000 10000 8 0                         | 300 | 300 | 0 | stop 19 within 300
                    takes a cheap round that pays              | 100000 10000 2000 0                      | 300 | 300 | 0 | round 0 %
                    goes on above the limit                    | 100000 10000 50000 0                     | 300 | 300 | 0 | round 0 %
                    never gives up after round 0               | 100000 10000 100000 0                    | 300 | 300 | 0 | round 0 %
                    never throttles after round 0              | 100000 10000 100000 0                    | 300 | 300 | 99 | round 0 %
                    leaves a wholly dirty working set          | 90000 9000 9000 0; 9000 2000 6000 6000; 6000 2000 6000 6000 | 300 | 300 | 0 | round 0 %, working set left
                    keeps the throttling that helps            | 90000 9000 9000 0; 9000 900 9000 9000; 9000 900 9000 9000; 9000 900 5000 4000 5000 60 | 300 | 300 | 99 | round 60 %
                    """)
    void decidesWhileRoundsGain(
            String behaviour,
            String rounds,
            long limitMs,
            long maxLimitMs,
            int maxThrottle,
            String expected) {
        assertEquals(expected, decide(rounds, limitMs, maxLimitMs, maxThrottle), behaviour);
    }

    /**
     * A set of W = 5,000 pages that is wholly dirty after 0.5 s is taken to see a = 16 writes per
     * page and second (8 in the shortest round). A limit of P pages, which take the time P / 10,000
     * s, is met when W (1 - exp(-a (1 - q) P / 10,000)) = P: for P = 3,820 at q = 76.4 %, for 1,820
     * at 84.5 %.
     */
    @ParameterizedTest(name = "limit {1} to {2} ms, throttling to {3} %: {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    relaxes the limit as far as allowed           | 300 | 600 | 0  | stop 519 within 600
                    relaxes the limit before it throttles         | 300 | 600 | 99 | stop 519 within 600
                    throttles when the relaxed limit is not met   | 300 | 400 | 99 | round 77 %
                    throttles more for a tighter limit            | 200 | 200 | 99 | round 85 %
                    gives up when nothing is allowed              | 300 | 300 | 0  | give up, 570
                    does not slow the guest in vain               | 300 | 300 | 20 | give up, 570
                    """)
    void decidesInAStall(
            String behaviour, long limitMs, long maxLimitMs, int maxThrottle, String expected) {
        assertEquals(expected, decide(STALLED, limitMs, maxLimitMs, maxThrottle), behaviour);
    }

    @Test
    void waitsForALocalMinimumBeforeItRelaxesTheLimit() {
        String rising = STALLED + "; 5000 500 5400 5000";
        String fallen = rising + "; 5400 540 4900 4800";

        assertEquals("round 0 %, working set left", decide(rising, 300, 600, 0));
        assertEquals("stop 509 within 600", decide(fallen, 300, 600, 0));
    }

    /** Wholly dirty after 0.125 s of running: a = 64, and 2,820 pages need q = 95.4 %. */
    @Test
    void stepsUpWhenThrottlingWasNotEnough() {
        String throttled = STALLED + "; 5000 500 5000 5000 5000 75".repeat(3);

        assertEquals("round 96 %", decide(throttled, 300, 300, 99));
    }

    @Test
    void usesUpNoMoreRoundsThanAllowed() {
        ConvergenceLimits fewRounds = new ConvergenceLimits(300_000_000, 600_000_000, 99, 2);
        Situation within = TestRounds.situation("90000 9000 9000 0; 9000 900 5000 100");
        Situation above = TestRounds.situation("90000 9000 9000 0; 9000 900 8000 100");

        assertInstanceOf(
                Decision.StopAndCopy.class, new PredictivePolicy().decide(within, fewRounds));
        assertInstanceOf(Decision.GiveUp.class, new PredictivePolicy().decide(above, fewRounds));
    }

    @Test
    void saysWhatWouldHaveSufficed() {
        Decision decision =
                new PredictivePolicy()
                        .decide(TestRounds.situation(STALLED), TestRounds.limits(300, 300, 0));

        assertEquals(
                "no convergence after 4 rounds: dirty rate 39.1 MiB/s, link rate 39.2 MiB/s,"
                        + " expected downtime at best 519 ms (round 0) with a limit of 300 ms;"
                        + " a downtime limit of 570 ms would have sufficed,"
                        + " or throttling by 82 %",
                assertInstanceOf(Decision.GiveUp.class, decision).reason());
    }

    @Test
    void saysThatNoThrottlingMeetsALimitBelowTheFixedParts() {
        Decision decision =
                new PredictivePolicy()
                        .decide(TestRounds.situation(STALLED), TestRounds.limits(10, 15, 99));

        assertEquals(
                "no convergence after 4 rounds: dirty rate 39.1 MiB/s, link rate 39.2 MiB/s,"
                        + " expected downtime at best 519 ms (round 0) with a limit of 10 to 15 ms;"
                        + " a downtime limit of 570 ms would have sufficed,"
                        + " and no throttling would",
                assertInstanceOf(Decision.GiveUp.class, decision).reason());
    }

    private static String decide(String rounds, long limitMs, long maxLimitMs, int maxThrottle) {
        Decision decision =
                new PredictivePolicy()
                        .decide(
                                TestRounds.situation(rounds),
                                TestRounds.limits(limitMs, maxLimitMs, maxThrottle));
        return switch (decision) {
            case Decision.NextRound next ->
                    "round "
                            + next.throttlePercent()
                            + " %"
                            + (next.deferWorkingSet() ? ", working set left" : "");
            case Decision.StopAndCopy stop ->
                    stop.reason()
                            .replaceAll(
                                    "expected downtime (\\d+) ms is within the limit of (\\d+) ms",
                                    "stop $1 within $2");
            case Decision.GiveUp giveUp ->
                    "give up, " + giveUp.sufficientDowntimeLimitNs() / Time.NS_PER_MS;
        };
    }
}
