package org.pagurus.experiments.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTimesTest {
    @Test
    void readsWhenAndHowLong() {
        CutTimes times = CutTimes.parse("1.5s,200ms");
        assertEquals(1_500_000_000L, times.at().ns());
        assertEquals(200_000_000L, times.duration().ns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1s", "1s,", ",1s", "1s,0s", "25h,1s", "1s,25h", "1s,1s,1s", "1,1"})
    void refusesWhatIsNoPairOfTimes(String text) {
        assertThrows(IllegalArgumentException.class, () -> CutTimes.parse(text));
    }
}
