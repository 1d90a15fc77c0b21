package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockOffsetTest {
    private final ClockOffset clock = new ClockOffset();

    @Test
    void knowsNothingAtFirst() {
        assertEquals(0, clock.roundTripNs());
        assertEquals(0, clock.offsetNs());
    }

    @Test
    void takesHalfTheRoundTripForEachWay() {
        clock.exchanged(1_000, 50_100, 50_110, 1_210);
        assertEquals(200, clock.roundTripNs());
        assertEquals(49_000, clock.offsetNs());
        assertEquals(2_000, clock.toThisClockNs(51_000));
    }

    @Test
    void believesTheShortestRoundTrip() {
        clock.exchanged(0, 1_900, 1_900, 2_000);
        assertEquals(900, clock.offsetNs());
        clock.exchanged(10_000, 11_010, 11_010, 10_020);
        assertEquals(1_000, clock.offsetNs());
        clock.exchanged(20_000, 20_100, 20_100, 20_500);
        assertEquals(1_000, clock.offsetNs());
        assertEquals(3, clock.exchanges());
    }

    @Test
    void clocksMayStartAnywhere() {
        clock.exchanged(Long.MAX_VALUE - 10, -1_000, -1_000, Long.MIN_VALUE + 9);
        assertEquals(20, clock.roundTripNs());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 0, 999", // back before it left
        "1000, 500, 400, 1100", // replied before it came
        "1000, 0, 200, 1100", // there longer than it was away
        "-9223372036854775808, 0, 0, 1000",
        "1000, -9223372036854775808, 9223372036854775807, 2000",
    })
    void learnsNothingFromAnExchangeThatCannotHaveBeen(
            long sentNs, long receivedNs, long repliedNs, long returnedNs) {
        clock.exchanged(sentNs, receivedNs, repliedNs, returnedNs);
        assertEquals(0, clock.roundTripNs());
        assertEquals(0, clock.offsetNs());
        assertEquals(1, clock.exchanges());
    }
}
