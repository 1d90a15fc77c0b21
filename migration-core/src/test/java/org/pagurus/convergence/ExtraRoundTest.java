package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link carries 10 pages a millisecond; the fixed parts take 18 ms; the limit is 300 ms. */
class ExtraRoundTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pays when it clears most pending pages        | 100000 10000 2000 0                           | true
                    pays though the fixed parts are most of it    | 100000 10000 30 0                             | true
                    does not pay for less than a millisecond      | 100000 10000 8 0                              | false
                    does not pay below a 20th of the downtime     | 100000 10000 20 0; 20 2 14 0                  | false
                    does not pay when it would clear little       | 9000 900 2000 0; 2000 200 2000 1900; 2000 200 2000 1900 | false
                    does not pay for an idle guest                | 100000 10000 0 0                              | false
                    pays a third time                             | 90000 9000 2500 0; 2500 250 2000 0; 2000 200 1500 0 | true
                    does not pay a fourth time                    | 90000 9000 2700 0; 2700 270 2500 0; 2500 250 2000 0; 2000 200 1500 0 | false
                    """)
    void paysWhenItLowersTheDowntimeMarkedly(String behaviour, String rounds, boolean expected) {
        assertEquals(expected, pays(TestRounds.situation(rounds)), behaviour);
    }

    private static boolean pays(Situation situation) {
        return ExtraRound.mayPay(situation, 300 * Time.NS_PER_MS)
                && ExtraRound.pays(situation, new SituationForecast(situation), false);
    }
}
