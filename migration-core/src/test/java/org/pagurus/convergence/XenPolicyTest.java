package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

class XenPolicyTest {
    private static final ConvergenceLimits LIMITS = TestRounds.limits(1, 1, 99);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    goes on after round 0                     | 100000 10000 50000 0                           | go on
                    goes on while rounds shrink               | 100000 10000 50000 0; 50000 5000 20000 0       | go on
                    goes on when a round sends as much        | 100000 9000 900 0; 900 90 900 0; 900 90 900 0  | go on
                    stops when a round sends more             | 100000 9000 900 0; 900 90 950 0; 950 95 900 0  | more than
                    goes on at 50 pages                       | 100000 10000 50 0; 50 5 900 0                  | go on
                    stops below 50 pages                      | 100000 10000 49 0; 49 5 900 0                  | fewer than 50
                    """)
    void followsItsRules(String behaviour, String rounds, String expected) {
        assertDecides(expected, TestRounds.situation(rounds), behaviour);
    }

    @Test
    void countsSkippedPagesAsTheirTurns() {
        RoundStatistics skipping =
                new RoundStatistics(
                        0, 40, 0, 40 * 4112, 1_000_000, 10, 100, 0, 100, 0, CodecCounts.NONE);

        assertDecides("go on", TestRounds.situation(List.of(skipping)), "40 sent and 10 skipped");
    }

    @Test
    void stopsAfterTwentyNineRounds() {
        assertDecides("go on", steadyRounds(28, 9000), "28 rounds");
        assertDecides("29 rounds have reached", steadyRounds(29, 9000), "29 rounds");
    }

    @Test
    void stopsWhenThriceTheMemoryIsSent() {
        assertDecides("go on", steadyRounds(2, 100_000), "2 times the memory");
        assertDecides("3 times the memory", steadyRounds(3, 100_000), "3 times, with headers");
    }

    @Test
    void stopsAtTheLimitOfRoundsInsteadOfGivingUp() {
        ConvergenceLimits threeRounds = new ConvergenceLimits(1, 1, 0, 3);

        assertInstanceOf(
                Decision.StopAndCopy.class,
                new XenPolicy().decide(steadyRounds(3, 9000), threeRounds));
    }

    private static Situation steadyRounds(int count, long pages) {
        String round = "%d 900 %d 0".formatted(pages, pages);
        return TestRounds.situation(String.join(";", Collections.nCopies(count, round)));
    }

    private static void assertDecides(String expected, Situation situation, String behaviour) {
        Decision decision = new XenPolicy().decide(situation, LIMITS);
        if (expected.equals("go on")) {
            assertEquals(new Decision.NextRound(0, false), decision, behaviour);
        } else {
            String reason = assertInstanceOf(Decision.StopAndCopy.class, decision).reason();
            assertTrue(reason.contains(expected), behaviour + ": " + reason);
        }
    }
}
