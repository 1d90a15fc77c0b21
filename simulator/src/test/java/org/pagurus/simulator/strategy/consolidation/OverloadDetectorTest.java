package org.pagurus.simulator.strategy.consolidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.TestClusters;

/** One host of 1,000 MIPS with one guest, whose percentages are given. */
class OverloadDetectorTest {
    private static final String STEADY = "60 60 60 60 60 60 60 60 60 60 60 60 60 60";

    /** Sorted: six of 50, eight of 60: median 60, MAD 0; quartiles 50 and 60. */
    private static final String TWO_LEVELS = "50 60 50 60 50 60 50 60 50 60 50 60 60 60";

    /** 40 to 66 by 2: median 53, MAD 7, quartiles 45.5 and 60.5. */
    private static final String RISING = "40 42 44 46 48 50 52 54 56 58 60 62 64 66";

    @ParameterizedTest(name = "{0} over {1}: {2} MIPS")
    @CsvSource({
        "thr-0.8, STEADY, 800",
        "thr-0.8, RISING, 800",
        "mad-2.5, STEADY, 1000",
        "mad-2.5, TWO_LEVELS, 1000",
        "mad-2.5, RISING, 825",
        "iqr-1.5, STEADY, 1000",
        "iqr-1.5, TWO_LEVELS, 850",
        "iqr-1.5, RISING, 775",
        // 1 / 1.2 is 833 MIPS; the forecast is 600, what is asked for now 600.
        "lr-1.2, STEADY, 833.33",
        // The forecast is 680 MIPS, 20 more than now.
        "lr-1.2, RISING, 813.33",
        "lrr-1.2, RISING, 813.33",
        // Less history than they need.
        "thr-0.8, SHORT, 800",
        "mad-2.5, SHORT, 700",
        "iqr-1.5, SHORT, 700",
        "lr-1.2, SHORT, 700",
        "lrr-1.2, SHORT, 700",
        // Nothing there.
        "mad-2.5, EMPTY, 700",
        "lr-1.2, EMPTY, 700"
    })
    void findsTheLimit(String detector, String history, double limitMips) {
        assertEquals(limitMips, detector(detector).limitMips(host(history), 0), 0.01);
    }

    @Test
    void aHostThatVariesWildlyHasALimitOfNothing() {
        Cluster cluster = host("0 100 0 100 0 100 0 100 0 100 0 100");
        assertEquals(0, AdaptiveThreshold.iqr().limitMips(cluster, 0));
    }

    @Test
    void refusesBadParameters() {
        assertEquals(
                "thr.threshold: expected 0.0 to 1.0 but found 1.1",
                assertThrows(IllegalArgumentException.class, () -> new StaticThreshold(1.1))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new AdaptiveThreshold(Dispersion.MAD, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new LocalRegression(true, 0));
    }

    private static OverloadDetector detector(String name) {
        OverloadDetector detector =
                switch (name) {
                    case "thr-0.8" -> new StaticThreshold(StaticThreshold.PUBLISHED);
                    case "mad-2.5" -> AdaptiveThreshold.mad();
                    case "iqr-1.5" -> AdaptiveThreshold.iqr();
                    case "lr-1.2" -> LocalRegression.lr();
                    case "lrr-1.2" -> LocalRegression.lrr();
                    default -> throw new AssertionError(name);
                };
        assertEquals(name, detector.name());
        return detector;
    }

    private static Cluster host(String history) {
        String percents =
                switch (history) {
                    case "STEADY" -> STEADY;
                    case "TWO_LEVELS" -> TWO_LEVELS;
                    case "RISING" -> RISING;
                    case "SHORT" -> "60 60 60";
                    case "EMPTY" -> "0 0 0 0 0 0 0 0 0 0 0 0";
                    default -> history;
                };
        Cluster cluster = TestClusters.of(1, 0);
        Arrays.stream(percents.split(" "))
                .mapToInt(Integer::parseInt)
                .forEach(percent -> TestClusters.sample(cluster, 1, percent));
        return cluster;
    }
}
