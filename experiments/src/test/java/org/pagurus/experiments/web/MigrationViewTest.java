package org.pagurus.experiments.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;
import org.pagurus.transport.command.HostReply;

class MigrationViewTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final MigrationView view = new MigrationView(3, 1, 300, 10 * SECOND_NS);

    @Test
    void tellsWhatWasSentInAllRounds() {
        view.onTheWay(new HostReply.Progress(0, 5_000), 11 * SECOND_NS);
        assertEquals(5_000, frame(11).sentBytes());
        view.onTheWay(round(0, 8_000, 100), 12 * SECOND_NS);
        view.onTheWay(new HostReply.Progress(0, 7_000), 12 * SECOND_NS); // overtaken
        assertEquals(8_000, frame(12).sentBytes());
        view.onTheWay(new HostReply.Progress(1, 500), 13 * SECOND_NS);
        LiveFrame.Migration frame = frame(14);
        assertEquals(8_500, frame.sentBytes());
        assertEquals(1, frame.round());
        assertEquals(3, frame.number());
        assertEquals(1, frame.from());
        assertEquals(4_000, frame.elapsedMs());
        assertEquals(22, frame.expectedDowntimeNs());
        assertEquals(
                List.of(new LiveFrame.Round(0, 2, 8_000, SECOND_NS, 100 * 4096, 77, 100, 22, 20)),
                frame.rounds());
    }

    @Test
    void samplesRatesOverTime() {
        view.onTheWay(new HostReply.Progress(0, 4_000), 12 * SECOND_NS);
        view.onTheWay(LiveDemos.pages(0), 12 * SECOND_NS);
        view.onTheWay(round(0, 6_000, 0), 13 * SECOND_NS);
        view.onTheWay(new HostReply.Progress(1, 1_000), 13 * SECOND_NS);
        view.onTheWay(LiveDemos.pages(7), 13 * SECOND_NS);
        LiveFrame.Rates rates = frame(13).rates();
        assertArrayEquals(new long[] {2_000, 3_000}, rates.atMs());
        assertArrayEquals(new long[] {2_000, 3_000}, rates.link());
        assertArrayEquals(new long[] {0, 0}, rates.dirty());
        assertEquals(7, view.pages().sent());
    }

    @Test
    void whatComesAtOnceIsNoRate() {
        view.onTheWay(new HostReply.Progress(0, 4_000), 12 * SECOND_NS);
        view.onTheWay(LiveDemos.pages(0), 12 * SECOND_NS);
        view.onTheWay(new HostReply.Progress(0, 5_000), 12 * SECOND_NS + 1_000);
        view.onTheWay(LiveDemos.pages(7), 12 * SECOND_NS + 1_000);
        view.onTheWay(new HostReply.Progress(0, 6_000), 13 * SECOND_NS);
        view.onTheWay(LiveDemos.pages(8), 13 * SECOND_NS);
        assertArrayEquals(new long[] {2_000, 2_000}, frame(13).rates().link());
        assertEquals(8, view.pages().sent());
    }

    @Test
    void keepsOnlyTheLastRoundsAndSamples() {
        for (int i = 0; i < 1_000; i++) {
            view.onTheWay(round(i, 10, 1), (11 + i) * SECOND_NS);
            view.onTheWay(LiveDemos.pages(1), (11 + i) * SECOND_NS);
        }
        LiveFrame.Migration frame = frame(2_000);
        assertEquals(MigrationView.MAX_ROUNDS, frame.rounds().size());
        assertEquals(999, frame.rounds().getLast().round());
        assertEquals(MigrationView.MAX_SAMPLES, frame.rates().atMs().length);
        assertEquals(10_000, frame.sentBytes());
    }

    @Test
    void timeStandsStillAtTheEnd() {
        assertNull(view.pages());
        view.onTheWay(LiveDemos.pages(1), 15 * SECOND_NS);
        assertEquals(5_000, view.frame(false, 99 * SECOND_NS).elapsedMs());
    }

    private LiveFrame.Migration frame(long atSeconds) {
        return view.frame(true, atSeconds * SECOND_NS);
    }

    private static HostReply.Round round(int number, long bytes, long dirtied) {
        return new HostReply.Round(
                new RoundStatistics(
                        number,
                        2,
                        0,
                        bytes,
                        SECOND_NS,
                        0,
                        dirtied,
                        0,
                        dirtied,
                        20,
                        CodecCounts.NONE),
                22,
                77);
    }
}
