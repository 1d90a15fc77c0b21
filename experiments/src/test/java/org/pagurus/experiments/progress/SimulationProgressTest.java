package org.pagurus.experiments.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SimulationProgressTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final StringWriter lines = new StringWriter();
    private long nowNs = Long.MAX_VALUE - SECOND_NS;

    @Test
    void isSilentForWhatIsSoonOver() {
        try (SimulationProgress progress = progress(null)) {
            nowNs += 9 * SECOND_NS;
            progress.show(5 * SECOND_NS, 60 * SECOND_NS, 1_000);
        }
        assertEquals("", lines.toString());
    }

    @Test
    void printsALineNowAndThenForALog() {
        try (SimulationProgress progress = progress(null)) {
            nowNs += 11 * SECOND_NS;
            progress.show(5 * SECOND_NS, 60 * SECOND_NS, 1_234_567);
            progress.show(6 * SECOND_NS, 60 * SECOND_NS, 2_000_000);
            nowNs += 10 * SECOND_NS;
            progress.show(7_500_000_000L, 60 * SECOND_NS, 3_000_000);
        }
        assertEquals(
                """
                simulated 5.000 of at most 60.000 s, 1,234,567 events
                simulated 7.500 of at most 60.000 s, 3,000,000 events
                """,
                lines.toString());
    }

    @Test
    void drawsABarForAPerson() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(drawn, true, StandardCharsets.UTF_8);
        try (SimulationProgress progress = progress(terminal)) {
            progress.show(SECOND_NS, 60 * SECOND_NS, 10);
            assertEquals(0, drawn.size());
            nowNs += 2 * SECOND_NS;
            progress.show(30 * SECOND_NS, 60 * SECOND_NS, 1_234);
        }
        assertTrue(drawn.toString(StandardCharsets.UTF_8).contains("virtual time"));
        assertEquals("", lines.toString());
    }

    private SimulationProgress progress(PrintStream terminal) {
        return new SimulationProgress(new PrintWriter(lines, true), terminal, () -> nowNs);
    }
}
