package org.pagurus.convergence;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

/** Rounds as a table: one round per semicolon, raw pages unless a test says otherwise. */
final class TestRounds {
    static final long MEMORY_PAGES = 100_000;

    /** 10,000 raw pages a second. */
    static final double LINK_RATE_BYTES_PER_SECOND = 10_000.0 * EncodedPageSize.RAW_PAGE_BYTES;

    private TestRounds() {}

    /**
     * Rounds from {@code "sent milliseconds dirtied repeated pending throttlePercent; ..."}, where
     * pending is the number dirtied when it is left out and throttlePercent is 0.
     */
    static List<RoundStatistics> parse(String table) {
        List<RoundStatistics> rounds = new ArrayList<>();
        for (String line : table.split(";")) {
            String[] cells = line.trim().split(" +");
            long sent = Long.parseLong(cells[0]);
            long dirtied = Long.parseLong(cells[2]);
            rounds.add(
                    new RoundStatistics(
                            rounds.size(),
                            sent,
                            0,
                            sent * EncodedPageSize.RAW_PAGE_BYTES,
                            Long.parseLong(cells[1]) * Time.NS_PER_MS,
                            0,
                            dirtied,
                            Long.parseLong(cells[3]),
                            cells.length > 4 ? Long.parseLong(cells[4]) : dirtied,
                            cells.length > 5 ? Integer.parseInt(cells[5]) : 0,
                            CodecCounts.NONE));
        }
        return rounds;
    }

    static Situation situation(String table) {
        return situation(parse(table));
    }

    static Situation situation(List<RoundStatistics> rounds) {
        return new Situation(
                MEMORY_PAGES, rounds, LINK_RATE_BYTES_PER_SECOND, FixedDowntimes.STARTING_VALUES);
    }

    static ConvergenceLimits limits(long limitMs, long maxLimitMs, int maxThrottlePercent) {
        return new ConvergenceLimits(
                limitMs * Time.NS_PER_MS, maxLimitMs * Time.NS_PER_MS, maxThrottlePercent, 30);
    }
}
