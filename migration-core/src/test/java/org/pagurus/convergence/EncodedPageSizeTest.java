package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

class EncodedPageSizeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    takes raw pages when nothing was sent         | 0 0 0                            | 4112
                    takes raw pages when only zero pages went     | 5000 5000 60000                  | 4112
                    learns from the one round there is            | 1000 0 2000000                   | 2000
                    leaves the zero pages of round 0 out          | 1000 500 1000000                 | 2000
                    counts zero pages of later rounds             | 0 0 0; 1000 500 1000000          | 1000
                    counts a round half as much as its successor  | 1000 0 4000000; 1000 0 1000000   | 2000
                    counts a small round less in proportion       | 1000 0 4000000; 32 0 32000       | 2500
                    passes over a round that sent nothing         | 1000 0 2000000; 0 0 0            | 2000
                    """)
    void learnsBytesPerPage(String behaviour, String table, double expectedBytes) {
        assertEquals(expectedBytes, EncodedPageSize.meanBytes(rounds(table)), 1e-6, behaviour);
    }

    /** Rounds from {@code "pages zeroPages bytes; ..."}. */
    private static List<RoundStatistics> rounds(String table) {
        List<RoundStatistics> rounds = new ArrayList<>();
        for (String line : table.split(";")) {
            String[] cells = line.trim().split(" +");
            rounds.add(
                    new RoundStatistics(
                            rounds.size(),
                            Long.parseLong(cells[0]),
                            Long.parseLong(cells[1]),
                            Long.parseLong(cells[2]),
                            1,
                            0,
                            0,
                            0,
                            0,
                            0,
                            CodecCounts.NONE));
        }
        return rounds;
    }
}
