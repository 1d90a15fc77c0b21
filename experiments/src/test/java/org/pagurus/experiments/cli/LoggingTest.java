package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void whatGoesWellIsNotShown() throws Exception {
        Logging.withheldUnlessItFails(() -> System.err.print("all is well"));
        System.err.print("after");
        assertEquals("after", shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatFailsIsShown() {
        assertThrows(
                IOException.class,
                () ->
                        Logging.withheldUnlessItFails(
                                () -> {
                                    System.err.print("no room");
                                    throw new IOException();
                                }));
        assertEquals("no room", shown.toString(StandardCharsets.UTF_8));
    }
}
