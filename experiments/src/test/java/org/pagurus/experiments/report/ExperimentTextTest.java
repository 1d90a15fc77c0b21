package org.pagurus.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.statistics.Comparison;
import org.pagurus.experiments.statistics.Estimate;

class ExperimentTextTest {
    private static final Estimate DOWNTIME = Estimate.of(new double[] {10e6, 12e6, 14e6}, 0.95);

    @Test
    void pointsHaveMeansWithIntervals() {
        assertEquals(
                """
                policies: which one
                seed 7, live

                settings.policy  runs  completed         downtime  total time  traffic
                xen                 3          2  12 ms ± 4.97 ms           -        -
                qemu                3          2  12 ms ± 4.97 ms           -        -

                2 comparisons, 1 significant after Holm's correction for their number
                  statement 0
                too many values to hold each against each: link.rate
                """,
                ExperimentText.of(summary(2, 2)));
    }

    @Test
    void manyPointsAndStatementsAreCut() {
        String text = ExperimentText.of(summary(25, 24));
        assertEquals(20, text.lines().filter(line -> line.contains(" ms ± ")).count());
        assertTrue(text.contains("\nand 5 more points\n"), text);
        assertEquals(10, text.lines().filter(line -> line.startsWith("  statement")).count());
        assertTrue(text.contains("\n  and 2 more in summary.json\n"), text);
    }

    private static Summary summary(int count, int comparisonCount) {
        List<Summary.Point> points = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int point = 0; point < count; point++) {
            values.add(point == 0 ? "xen" : point == 1 ? "qemu" : "p" + point);
            points.add(
                    new Summary.Point(
                            point,
                            List.of(values.getLast()),
                            3,
                            2,
                            Map.of("downtimeNs", DOWNTIME)));
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (int number = 0; number < comparisonCount; number++) {
            comparisons.add(
                    new Comparison(
                            "settings.policy",
                            "downtimeNs",
                            0,
                            1,
                            "xen",
                            "qemu",
                            3,
                            0,
                            1,
                            1,
                            0.01,
                            0.02,
                            number % 2 == 0,
                            "statement " + number));
        }
        return new Summary(
                "policies",
                "which one",
                Summary.Kind.MIGRATION,
                "live",
                new Summary.Software("1", "25", "Linux"),
                null,
                7,
                0.95,
                List.of(new Summary.SweptField("settings.policy", values)),
                points,
                comparisons,
                List.of("link.rate"));
    }
}
