package org.pagurus.experiments.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.report.RoundLine;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;
import org.pagurus.transport.command.HostReply;

class ProgressTest {
    private static final RoundStatistics ENDED =
            new RoundStatistics(
                    0, 1_000, 0, 4_112_000, 100_000_000, 0, 500, 0, 500, 0, CodecCounts.NONE);
    private static final HostReply.Round ROUND = new HostReply.Round(ENDED, 20_000_000, 41_120_000);

    private final StringWriter out = new StringWriter();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void plainProgressIsALineForEachRound() {
        try (MigrationProgress progress = new PlainProgress(new PrintWriter(out))) {
            progress.show(new HostReply.Progress(0, 1_000_000));
            assertEquals("", out.toString());
            progress.show(ROUND);
        }
        assertEquals(RoundLine.of(ENDED, 20_000_000, 41_120_000) + "\n", out.toString());
    }

    @Test
    void aBarShowsTheRoundUnderWayAndGoesWhenItIsOver() {
        try (MigrationProgress progress = bar()) {
            progress.show(new HostReply.Progress(0, 32 << 20));
            assertEquals("", out.toString());
            progress.show(ROUND);
            assertTrue(drawn().contains("round 0"), this::drawn);
            assertTrue(drawn().contains("32/64 MiB"), this::drawn);
            assertEquals(RoundLine.of(ENDED, 20_000_000, 41_120_000) + "\n", out.toString());
        }
    }

    @Test
    void theNextBarExpectsThePendingPages() {
        try (MigrationProgress progress = bar()) {
            progress.show(ROUND);
            progress.show(new HostReply.Progress(1, 1 << 20));
        }
        // 500 pages of 4112 bytes each.
        assertTrue(drawn().contains("1024/2007 KiB"), this::drawn);
    }

    @Test
    void progressThatARoundsEndOvertookIsNotShown() {
        try (MigrationProgress progress = bar()) {
            progress.show(ROUND);
            progress.show(new HostReply.Progress(0, 4_112_000));
        }
        assertFalse(drawn().contains("round"), this::drawn);
    }

    private MigrationProgress bar() {
        return new BarProgress(
                new PrintWriter(out),
                new PrintStream(terminal, true, StandardCharsets.UTF_8),
                64 << 20);
    }

    private String drawn() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
