package org.pagurus.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BisectionTest {
    private static final long LEAST = 10;
    private static final long MOST = 1_000_000;
    private static final double SHARE = 0.05;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 99, 100, 101, 5_000, 999_999, 1_000_000})
    void findsWhereItBeginsToHoldFromBothSides(long threshold) throws Exception {
        for (long startAt : List.of(LEAST, 100L, 5_000L, MOST)) {
            List<Long> asked = new ArrayList<>();
            long found =
                    Bisection.smallest(
                                    value -> {
                                        asked.add(value);
                                        return value >= threshold;
                                    },
                                    startAt,
                                    LEAST,
                                    MOST,
                                    SHARE)
                            .orElseThrow();
            assertTrue(found >= threshold, () -> threshold + " from " + startAt + ": " + found);
            assertTrue(
                    found - threshold <= Math.max(1, SHARE * threshold),
                    () -> threshold + " from " + startAt + ": " + found);
            assertEquals(asked.stream().distinct().count(), asked.size(), asked::toString);
            assertTrue(asked.size() <= 20, asked::toString);
            assertTrue(asked.stream().allMatch(value -> value >= LEAST && value <= MOST));
        }
    }

    @Test
    void findsTheLeastWhereItAlwaysHolds() throws Exception {
        assertEquals(
                OptionalLong.of(LEAST), Bisection.smallest(value -> true, 500, LEAST, MOST, SHARE));
    }

    @Test
    void findsNothingWhereItNeverHolds() throws Exception {
        assertEquals(
                OptionalLong.empty(), Bisection.smallest(value -> false, 500, LEAST, MOST, SHARE));
    }
}
