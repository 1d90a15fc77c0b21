package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.report.RoundStatistics;

class StallDetectorTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    needs a round before its window           | 900 900 900                 | 0 0 0           | false
                    sees no gain in three rounds              | 900 900 900 900             | 0 0 0 0         | true
                    takes 4 percent in three rounds for none  | 1000 990 980 960            | 0 0 0 0         | true
                    takes 5 percent in three rounds for some  | 1000 990 980 950            | 0 0 0 0         | false
                    sees steady progress                      | 900 800 700 600 500         | 0 0 0 0 0       | false
                    measures against the best seen            | 900 100 500 400 300         | 0 0 0 0 0       | true
                    counts a dip within its window            | 900 900 100 500 400         | 0 0 0 0 0       | false
                    forgets a dip that is older than it       | 900 100 500 400 300 200     | 0 0 0 0 0 0     | true
                    gives new throttling three rounds         | 900 900 900 900 900 900     | 0 0 0 0 20 20   | false
                    sees that the throttling was not enough   | 900 900 900 900 900 900     | 0 0 0 20 20 20  | true
                    sees that throttling helps                | 900 900 900 800 700 600     | 0 0 0 20 20 20  | false
                    """)
    void noticesThatPendingPagesNoLongerFall(
            String behaviour, String pending, String throttle, boolean expected) {
        assertEquals(expected, StallDetector.isStalled(rounds(pending, throttle)), behaviour);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    acts at a local minimum                  | 900 900 950 900              | true
                    acts 5 percent above the local minimum   | 900 900 910 945              | true
                    waits after a rise                       | 900 900 900 950              | false
                    waits two rounds                         | 900 900 900 950 1000         | false
                    acts in the third round of a stall       | 900 900 900 950 1000 1100    | true
                    acts when the wait ends in a minimum     | 900 900 900 1000 900         | true
                    """)
    void waitsForALocalMinimum(String behaviour, String pending, boolean expected) {
        String throttle = "0 ".repeat(pending.split(" ").length);
        assertEquals(expected, StallDetector.isTimeToAct(rounds(pending, throttle)), behaviour);
    }

    private static List<RoundStatistics> rounds(String pending, String throttle) {
        String[] pages = pending.trim().split(" ");
        String[] percents = throttle.trim().split(" ");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pages.length; i++) {
            lines.add("1000 100 900 0 " + pages[i] + " " + percents[i]);
        }
        return TestRounds.parse(String.join(";", lines));
    }
}
