package org.pagurus.experiments.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExperimentProgressTest {
    private static final long NS_PER_S = 1_000_000_000;

    private final StringWriter err = new StringWriter();
    private long nowNs;

    @Test
    void aLogHasALineEveryTenSecondsWithTheTimeThatIsLeft() {
        try (ExperimentProgress progress =
                new ExperimentProgress("s", new PrintWriter(err), null, () -> nowNs)) {
            progress.show(100, 1100);
            nowNs = 5 * NS_PER_S;
            progress.show(200, 1100);
            assertEquals("", err.toString());
            nowNs = 10 * NS_PER_S;
            // A hundred were there before: 200 took ten seconds, 800 are left.
            progress.show(300, 1100);
            assertEquals("s: 300 of 1,100 runs, about 40 s left\n", err.toString());
            nowNs = 19 * NS_PER_S;
            progress.show(400, 1100);
            nowNs = 20 * NS_PER_S;
            progress.show(500, 1300);
            assertTrue(err.toString().endsWith("s: 500 of 1,300 runs, about 40 s left\n"));
            assertEquals(2, err.toString().lines().count());
        }
    }

    @Test
    void aPersonHasABar() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (ExperimentProgress progress =
                new ExperimentProgress(
                        "policies",
                        new PrintWriter(err),
                        new PrintStream(terminal, true, StandardCharsets.UTF_8),
                        () -> nowNs)) {
            progress.show(0, 10);
            progress.show(5, 10);
        }
        assertTrue(terminal.toString(StandardCharsets.UTF_8).contains("policies"));
        assertEquals("", err.toString());
    }
}
