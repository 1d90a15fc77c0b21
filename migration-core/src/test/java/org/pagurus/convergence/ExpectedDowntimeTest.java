package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedDowntimeTest {
    private static final long FIXED_MS = 18;

    /** The link carries 10 pages a millisecond; the pause takes 1 ms. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    only the fixed parts for an idle guest    | 100000 10000 0 0          | 0    | 0
                    pending pages over the link rate          | 100000 10000 1000 0       | 1    | 101
                    pages dirtied until the pause takes hold  | 100000 1000 50000 0       | 50   | 5005
                    no late pages when all memory is pending  | 100000 10 100000 0        | 0    | 10000
                    pages left for the end count as pending   | 1000 100 0 0 2000         | 0    | 200
                    a round that took no time                 | 0 0 0 0                   | 0    | 0
                    """)
    void addsUpItsParts(String behaviour, String rounds, long latePages, long transferMs) {
        ExpectedDowntime expected = ExpectedDowntime.of(TestRounds.situation(rounds));

        assertEquals(latePages, expected.lateDirtiedPages(), behaviour);
        assertEquals(transferMs, Time.ceilMs(expected.transferNs()), 1, behaviour);
        assertEquals(
                FIXED_MS * Time.NS_PER_MS + expected.transferNs(), expected.totalNs(), behaviour);
    }

    @Test
    void isWithinALimitItJustMeets() {
        ExpectedDowntime expected =
                ExpectedDowntime.of(TestRounds.situation("100000 10000 1000 0"));

        assertTrue(expected.isWithin(expected.totalNs()));
        assertFalse(expected.isWithin(expected.totalNs() - 1));
    }

    @Test
    void findsTheBestMomentAmongAllRounds() {
        BestMoment best =
                BestMoment.of(
                        TestRounds.situation("100000 10000 900 0; 900 90 300 0; 300 30 500 0"));

        assertEquals(1, best.round());
        assertEquals(300, best.expected().pendingPages());
    }
}
