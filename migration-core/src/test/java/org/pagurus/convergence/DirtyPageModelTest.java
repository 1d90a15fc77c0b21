package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.report.RoundStatistics;

class DirtyPageModelTest {
    /** Durations in milliseconds; the model must foretell a round of the last number. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    first-time pages alone grow with time        | 0     | 1   | 2000 | 8000 2000 500     | 0 0 0   | 100
                    a uniform memory saturates                   | 90000 | 0.1 | 0    | 9000 6000 4000    | 0 0 0   | 500
                    a working set below saturation               | 10000 | 0.5 | 0    | 4000 2000 1000    | 0 0 0   | 250
                    a wholly dirty set beside first-time pages   | 5000  | 50  | 1000 | 9000 2000 800     | 0 0 0   | 400
                    a half-dirty set beside first-time pages     | 5000  | 2   | 1000 | 4000 1000 400     | 0 0 0   | 200
                    a throttled guest runs for a part of a round | 10000 | 1   | 500  | 4000 1000 1000    | 0 50 80 | 1000
                    """)
    void foretellsDirtiedPages(
            String behaviour,
            double workingSet,
            double rewrites,
            double firstTime,
            String durationsMs,
            String throttlePercents,
            long nextMs) {
        DirtyPageModel truth = new DirtyPageModel(workingSet, rewrites, firstTime);
        DirtyPageModel fit =
                DirtyPageModel.fit(rounds(truth, numbers(durationsMs), numbers(throttlePercents)));

        double expected = truth.dirtiedPages(nextMs / 1000.0);
        assertEquals(
                expected,
                fit.dirtiedPages(nextMs / 1000.0),
                0.1 * expected,
                behaviour + ": " + fit);
    }

    @Test
    void takesTheLeastRewriteRateThatFits() {
        DirtyPageModel alwaysDirty = new DirtyPageModel(5000, 1e6, 0);
        DirtyPageModel fit =
                DirtyPageModel.fit(rounds(alwaysDirty, numbers("9000 500 500"), numbers("0 0 0")));

        assertEquals(5000, fit.workingSetPages(), 50, fit.toString());
        assertEquals(0.99, fit.dirtyShare(0.5), 0.01, fit.toString());
    }

    @Test
    void underestimatesNothingForAnIdleGuest() {
        DirtyPageModel fit = DirtyPageModel.fit(TestRounds.parse("100000 10000 0 0; 0 1 0 0"));

        assertEquals(0, fit.dirtiedPages(10));
    }

    @Test
    void takesPagesOfASingleRoundToGrowWithTime() {
        DirtyPageModel fit = DirtyPageModel.fit(TestRounds.parse("100000 10000 5000 0"));

        assertEquals(500, fit.dirtiedPages(1), 10, fit.toString());
    }

    private static List<RoundStatistics> rounds(
            DirtyPageModel truth, List<Long> durationsMs, List<Long> throttlePercents) {
        List<String> lines = new ArrayList<>();
        double shareBefore = 0;
        for (int i = 0; i < durationsMs.size(); i++) {
            double running = durationsMs.get(i) * (100 - throttlePercents.get(i)) / 1e5;
            double share = truth.dirtyShare(running);
            long dirtied = Math.round(truth.dirtiedPages(running));
            long repeated = Math.round(truth.workingSetPages() * share * shareBefore);
            lines.add(
                    "1000 %d %d %d %d %d"
                            .formatted(
                                    durationsMs.get(i),
                                    dirtied,
                                    repeated,
                                    dirtied,
                                    throttlePercents.get(i)));
            shareBefore = share;
        }
        return TestRounds.parse(String.join(";", lines));
    }

    private static List<Long> numbers(String cells) {
        return Arrays.stream(cells.trim().split(" +")).map(Long::valueOf).toList();
    }
}
