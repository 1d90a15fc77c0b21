package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.codec.CodecId;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.memory.PageBitmap;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

class RoundBookTest {
    private static final long PAGES = 100;

    private final RoundBook book = new RoundBook(PAGES);
    private int round;

    @Test
    void roundZeroSendsAllMemory() {
        assertEquals(PAGES, book.toSend().cardinality());
    }

    /**
     * Three harvests of pre-copy; the working set is left out of round 2, or of round 3, or of
     * both: what rounds 1 to 3 send, and what is pending behind harvest 2.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // harvest 0 | 1    | 2    | defer in | round 1 | round 2 | round 3 | pending
                "1 2 3       | 2 3  | 3    | -        | 1 2 3   | 2 3     | 3       | 1",
                "1 2 3       | 2 3  | 3 9  | 2        | 1 2 3   | -       | 2 3 9   | 3",
                "1 2         | 2 3  | 4    | 2        | 1 2     | 3       | 2 4     | 2",
                "1 2         | 2 3  | 2 4  | 2        | 1 2     | 3       | 2 4     | 2",
                "1 2         | 2 3  | 3 4  | 3        | 1 2     | 2 3     | 4       | 2",
                "1 2         | 2 3  | 3 4  | 2 3      | 1 2     | 3       | 2 4     | 3",
                "1 2         | -    | 1 2  | 2 3      | 1 2     | -       | 1 2     | 2",
                "-           | -    | -    | 2        | -       | -       | -       | 0",
            })
    void choosesThePagesOfEachRound(
            String harvest0,
            String harvest1,
            String harvest2,
            String deferIn,
            String round1,
            String round2,
            String round3,
            long pending) {
        endRound(harvest0);
        book.beginRound(false);
        assertEquals(pages(round1), sent());
        endRound(harvest1);
        book.beginRound(deferIn.contains("2"));
        assertEquals(pages(round2), sent());
        RoundStatistics statistics = endRound(harvest2);
        assertEquals(pending, statistics.pendingPages());
        book.beginRound(deferIn.contains("3"));
        assertEquals(pages(round3), sent());
    }

    /** The last round sends what was left out, the harvest behind round 2, and the last harvest. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // harvest 0 | 1   | 2 | last | defer in 2 | last round
                "1 2         | 2 3 | 4 | 5    | false      | 4 5",
                "1 2         | 2 3 | 4 | 5    | true       | 2 4 5",
                "1 2         | 2 3 | 2 | 2    | true       | 2",
                "1 2         | 2   | - | -    | true       | 2",
                "1 2         | 2   | - | -    | false      | -",
            })
    void lastRoundSendsEverythingThatIsPending(
            String harvest0,
            String harvest1,
            String harvest2,
            String lastHarvest,
            boolean defer,
            String lastRound) {
        endRound(harvest0);
        book.beginRound(false);
        endRound(harvest1);
        book.beginRound(defer);
        endRound(harvest2);
        fill(book.beginHarvest(), lastHarvest);
        book.beginLastRound();
        assertEquals(pages(lastRound), sent());
    }

    @Test
    void harvestsStartEmpty() {
        for (int i = 0; i < 5; i++) {
            PageBitmap harvest = book.beginHarvest();
            assertTrue(harvest.isEmpty());
            harvest.set(i);
        }
    }

    @Test
    void countsPagesThatWereWrittenInTwoRoundsRunning() {
        assertEquals(0, endRound("1 2 3").repeatedPages());
        assertEquals(2, endRound("2 3 4").repeatedPages());
        assertEquals(0, endRound("1").repeatedPages());
    }

    @Test
    void addsUpTheStreams() {
        book.throttle(30);
        book.streamFinished(
                new StreamTally(
                        10,
                        4,
                        1,
                        1_000,
                        3,
                        counts(
                                new CodecCount(CodecId.ZERO, 1, 0),
                                new CodecCount(CodecId.LZ4, 9, 900))));
        book.streamFinished(
                new StreamTally(
                        20,
                        0,
                        2,
                        2_000,
                        4,
                        counts(
                                new CodecCount(CodecId.ZERO, 2, 0),
                                new CodecCount(CodecId.LZ4, 18, 1_800))));
        assertEquals(26, book.arrivingPages());
        CodecCounts codecs =
                counts(new CodecCount(CodecId.ZERO, 3, 0), new CodecCount(CodecId.LZ4, 27, 2_700));
        assertEquals(
                new RoundStatistics(0, 30, 3, 3_000, 500, 7, 2, 0, 2, 30, codecs), endRound("1 2"));
        assertEquals(0, book.arrivingPages());
        book.streamFinished(
                new StreamTally(1, 0, 0, 100, 0, counts(new CodecCount(CodecId.RAW, 1, 96))));
        assertEquals(3_100, book.totalBytes());
        assertEquals(codecs.plus(counts(new CodecCount(CodecId.RAW, 1, 96))), book.totalCodecs());
        book.endLastRound(1, 50);
        assertEquals(
                new RoundStatistics(
                        1,
                        1,
                        0,
                        100,
                        50,
                        0,
                        0,
                        0,
                        0,
                        30,
                        counts(new CodecCount(CodecId.RAW, 1, 96))),
                book.rounds().getLast());
        assertEquals(3_100, book.totalBytes());
        assertEquals(codecs.plus(counts(new CodecCount(CodecId.RAW, 1, 96))), book.totalCodecs());
    }

    @Test
    void followsTheLinkRateByRoundsThatAreLargeEnough() {
        assertEquals(0, book.linkRateBytesPerSecond());
        send(1_000, 1_000_000);
        assertEquals(1e6, book.linkRateBytesPerSecond());
        send(1_000, 1_000); // too small to tell
        assertEquals(1e6, book.linkRateBytesPerSecond());
        send(2 << 20, (2L << 20) * 1_000 / 3); // 3 MB/s
        assertEquals(2e6, book.linkRateBytesPerSecond(), 10);
    }

    @Test
    void rateIsNeverZeroBehindARound() {
        send(0, 0);
        assertEquals(1.0, book.linkRateBytesPerSecond());
    }

    private static CodecCounts counts(CodecCount... counts) {
        return new CodecCounts(List.of(counts));
    }

    private void send(long bytes, long durationNs) {
        book.streamFinished(new StreamTally(1, 0, 0, bytes, 0, CodecCounts.NONE));
        book.beginHarvest();
        book.endRound(round++, durationNs, 0);
    }

    private RoundStatistics endRound(String harvest) {
        long dirtied = fill(book.beginHarvest(), harvest);
        return book.endRound(round++, 500, dirtied);
    }

    private static long fill(PageBitmap set, String text) {
        pages(text).forEach(set::set);
        return set.cardinality();
    }

    private static List<Long> pages(String text) {
        List<Long> pages = new ArrayList<>();
        for (String page : text.strip().split(" ")) {
            if (!page.equals("-")) {
                pages.add(Long.parseLong(page));
            }
        }
        return pages;
    }

    private List<Long> sent() {
        List<Long> pages = new ArrayList<>();
        PageBitmap set = book.toSend();
        for (long page = set.next(0); page >= 0; page = set.next(page + 1)) {
            pages.add(page);
        }
        return pages;
    }
}
