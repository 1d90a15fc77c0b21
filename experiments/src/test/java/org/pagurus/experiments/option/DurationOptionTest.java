package org.pagurus.experiments.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationOptionTest {
    @ParameterizedTest
    @CsvSource({
        "300ms, 300000000",
        "2s, 2000000000",
        "1.5s, 1500000000",
        "1m, 60000000000",
        "1h, 3600000000000",
        "7ns, 7",
        "7us, 7000",
        "0s, 0"
    })
    void readsTimes(String text, long ns) {
        assertEquals(ns, DurationOption.parse(text).ns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "300", "ms", "-1s", "1 s", "1S", "1d", "0.5ns", "999999999999h"})
    void refusesAnythingElse(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> DurationOption.parse(text));
        assertEquals(
                "expected a time with its unit such as 300ms, 2s or 1m, found '" + text + "'",
                refused.getMessage().split(", which", 2)[0]);
    }

    @ParameterizedTest
    @CsvSource({"0s, 0s", "300ms, 300ms", "60s, 1m", "90s, 90s", "1500us, 1500us"})
    void printsAsItReads(String text, String printed) {
        assertEquals(printed, DurationOption.parse(text).toString());
    }
}
