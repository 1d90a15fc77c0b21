package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritableWorkingSetTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    is sent after round 0                   | 90000 9000 5000 0                                       | false
                    is sent on the evidence of one round    | 90000 9000 5000 0; 5000 500 5000 5000                   | false
                    is left when all of it is dirty twice   | 90000 9000 5000 0; 5000 500 5000 5000; 5000 500 5000 5000 | true
                    is left from 60 percent on              | 90000 9000 5000 0; 5000 500 5000 3000; 5000 500 5000 3000 | true
                    is sent when one round says otherwise   | 90000 9000 1000 0; 1000 100 1000 999; 1000 100 100 10   | false
                    is sent when pages are hardly rewritten | 90000 9000 9000 0; 9000 900 900 80; 900 90 90 1         | false
                    is sent when the guest is idle          | 90000 9000 0 0; 0 1 0 0; 0 1 0 0                        | false
                    is left when first-time pages hide it   | 90000 9000 50000 0; 50000 5000 30000 5000; 30000 3000 20000 5000 | true
                    """)
    void leavesTheWorkingSetOnceSendingItIsFutile(
            String behaviour, String rounds, boolean expected) {
        assertEquals(
                expected,
                WritableWorkingSet.isBetterLeft(
                        TestRounds.situation(rounds),
                        TestRounds.limits(300, 300, 0),
                        new SituationForecast(TestRounds.situation(rounds))),
                behaviour);
    }
}
