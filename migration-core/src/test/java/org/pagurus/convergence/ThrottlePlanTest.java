package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link carries 10,000 pages a second; the fixed parts take 18 ms. */
class ThrottlePlanTest {
    private static final String TWICE_THE_LINK =
            "90000 1000 20000 0; 20000 2000 40000 0; 40000 4000 80000 0";
    private static final String ALWAYS_DIRTY =
            "90000 9000 5000 0; 5000 500 5000 5000; 5000 500 5000 5000";
    private static final String CONVERGING = "90000 9000 9000 0; 9000 900 900 0; 900 90 90 0";

    @ParameterizedTest(name = "{0}: {2} % for {1} ms")
    @CsvSource({
        "CONVERGING, 300, 0",
        // 2 (1 - q) must shrink 80,000 pages to 2,820 in 32 rounds: q >= 0.55.
        "TWICE_THE_LINK, 300, 56",
        "TWICE_THE_LINK, 30, 62",
        // Wholly dirty in 0.5 s, so 16 writes a page and second: 2,820 pages need q >= 0.82.
        "ALWAYS_DIRTY, 300, 82",
        // The limit is below the fixed parts.
        "TWICE_THE_LINK, 10, -1"
    })
    void findsTheLeastThrottling(String rounds, long limitMs, int expectedPercent) {
        OptionalInt least =
                ThrottlePlan.leastPercent(
                        TestRounds.situation(table(rounds)), limitMs * Time.NS_PER_MS);

        assertEquals(expectedPercent, least.orElse(-1), 3);
        assertEquals(expectedPercent < 0, least.isEmpty());
    }

    @ParameterizedTest(name = "{0} % in force, at most {1} %: {2} %")
    @CsvSource({
        "0, 99, 56",
        "0, 56, 56",
        "20, 99, 56",
        "70, 99, 75",
        "70, 72, 72",
        // What is in force can't grow.
        "70, 70, -1",
        "0, 0, -1",
        // Not even the maximum comes near the limit.
        "0, 30, -1",
        "20, 40, -1"
    })
    void stepsUpAsFarAsAllowed(int inForce, int max, int expectedPercent) {
        String rounds = throttledTwiceTheLink(inForce);

        OptionalInt next =
                ThrottlePlan.nextPercent(
                        TestRounds.situation(rounds), TestRounds.limits(300, 300, max));

        assertEquals(expectedPercent, next.orElse(-1), max < 99 ? 0 : 3);
    }

    /** Rounds of a guest that would dirty twice what the link carries at full speed. */
    private static String throttledTwiceTheLink(int percent) {
        int perMs = 20 * (100 - percent);
        return "90000 1000 %d 0 80000 %d; 20000 2000 %d 0 80000 %d; 40000 4000 %d 0 80000 %d"
                .formatted(10 * perMs, percent, 20 * perMs, percent, 40 * perMs, percent);
    }

    private static String table(String name) {
        return switch (name) {
            case "TWICE_THE_LINK" -> TWICE_THE_LINK;
            case "ALWAYS_DIRTY" -> ALWAYS_DIRTY;
            case "CONVERGING" -> CONVERGING;
            default -> throw new AssertionError(name);
        };
    }
}
