package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link carries 10 pages a millisecond; the fixed parts take 18 ms; there may be 30 rounds. */
class OutlookTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    never on the evidence of round 0          | 90000 9000 90000 0                                        | 300  | false
                    never on the evidence of two rounds       | 90000 9000 90000 0; 90000 9000 90000 80000                | 300  | false
                    hopeless when the link is outrun twice    | 90000 9000 90000 0; 90000 9000 90000 80000; 90000 9000 90000 80000 | 300  | true
                    hopeful when the limit is large enough    | 90000 9000 9000 0; 9000 900 9000 9000; 9000 900 9000 9000 | 1000 | false
                    hopeful while the pending pages fall      | 90000 9000 90000 0; 9000 900 60000 9000 80000; 9000 900 60000 9000 60000 | 300  | false
                    hopeful when the link keeps up            | 90000 9000 9000 0; 9000 900 8000 0; 8000 800 7900 0      | 300  | false
                    hopeful right after new throttling        | 90000 9000 90000 0; 90000 9000 90000 80000; 90000 9000 90000 80000 90000 20 | 300  | false
                    """)
    void isHopelessOnlyOnGoodEvidence(
            String behaviour, String rounds, long limitMs, boolean expected) {
        assertEquals(
                expected, isHopeless(rounds, TestRounds.limits(limitMs, limitMs, 0)), behaviour);
    }

    @ParameterizedTest(name = "of {0} rounds")
    @CsvSource({"30, false", "6, true"})
    void doubtsSlowProgressOnceHalfTheRoundsAreUsedUp(int maxRounds, boolean expected) {
        String slowly = "90000 9000 85000 0; 85000 8500 80000 0; 80000 8000 75000 0";
        ConvergenceLimits limits = new ConvergenceLimits(300_000_000, 300_000_000, 0, maxRounds);

        assertEquals(expected, isHopeless(slowly, limits));
    }

    private static boolean isHopeless(String rounds, ConvergenceLimits limits) {
        Situation situation = TestRounds.situation(rounds);
        return Outlook.isHopeless(situation, limits, new SituationForecast(situation));
    }
}
