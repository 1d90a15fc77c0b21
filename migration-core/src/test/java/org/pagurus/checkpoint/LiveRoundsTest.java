package org.pagurus.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveRoundsTest {
    private static final long PAGE_COUNT = 100_000;

    /** Pages at 1 µs each: 20,000 are a pause of 20 ms. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // rounds | written | before | pending | another | why
                " 1 | 100000 | 100000 |     0 | false | nothing is pending",
                " 1 | 100000 | 100000 | 20000 | false | the pause is short enough",
                " 1 | 100000 | 100000 | 20001 | true  | it is not",
                " 1 | 100000 | 100000 | 75000 | true  | and falls",
                " 1 | 100000 | 100000 | 75001 | false | it hardly falls",
                " 2 | 150000 |  50000 | 37000 | true  | it falls",
                " 2 | 150000 |  50000 | 38000 | false | it hardly falls",
                " 3 | 170000 |  60000 | 30000 | true  | there is room for 30,000",
                " 3 | 170001 |  60000 | 30000 | false | the file would be too large",
                "15 | 130000 |  60000 | 30000 | true  | not too many rounds",
                "16 | 130000 |  60000 | 30000 | false | too many"
            })
    void anotherIsWrittenWhileItMakesThePauseShorter(
            int rounds, long written, long before, long pending, boolean another, String why) {
        LiveRounds.Seen seen = new LiveRounds.Seen(rounds, written, 1_000, before, pending);
        assertEquals(another, LiveRounds.another(seen, PAGE_COUNT), why);
    }
}
