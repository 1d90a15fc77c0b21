package org.pagurus.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedRangeTest {
    @Test
    void readsOneSeedAndARange() {
        assertEquals(new SeedRange(7, 7), SeedRange.parse("7"));
        assertEquals(new SeedRange(1, 10_000), SeedRange.parse("1..10000"));
        assertEquals(new SeedRange(1, 10_000), SeedRange.parse("1-10000"));
        assertEquals(1, SeedRange.parse("3..3").count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "1..", "..2", "1..2..3", "-1", "1..1e6", "9999999999999999999"})
    void refusesWhatIsNoRangeOfSeeds(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SeedRange.parse(text));
        assertTrue(refused.getMessage().contains("'" + text + "'"), refused::getMessage);
    }

    @Test
    void refusesARangeThatEndsBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> SeedRange.parse("5..4"));
    }
}
