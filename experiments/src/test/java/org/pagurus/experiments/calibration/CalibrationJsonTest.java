package org.pagurus.experiments.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.codec.select.Coding;

class CalibrationJsonTest {
    @TempDir private Path directory;

    @Test
    void readsWhatItWrote() throws Exception {
        Calibration written = Calibration.TYPICAL;
        Calibration read = CalibrationJson.read(file(CalibrationJson.of(written)));
        assertEquals(written.steps(), read.steps());
        assertEquals(written.pages().other(), read.pages().other());
        assertEquals(written.takenCores(), read.takenCores());
        assertArrayEquals(
                written.pages().encodeNs(Coding.LZ4), read.pages().encodeNs(Coding.LZ4), 0.1);
        assertEquals(CalibrationJson.of(written), CalibrationJson.of(read));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "wakeNs" : 50000 | "wakeNs" : -1 | steps.wakeNs: expected a number
                    "wakeNs" : 50000 | "wakeNs" : "soon" | steps.wakeNs: expected a number
                    "wakeNs" : | "wokeNs" : | steps.wokeNs: expected one of
                    "cores" : 2 | "cores" : 0 | cores: expected a number of 1.0
                    "pagurus-calibration-1" | "tar" | format: expected pagurus-calibration-1
                    "xbzrle" : [ | "xbzrle" : [ 1, | pages.encodeNs.xbzrle: expected 17 numbers
                    """)
    void namesFileAndFieldThatAreWrong(String right, String wrong, String expected)
            throws IOException {
        Path file =
                file(CalibrationJson.of(Calibration.TYPICAL).replaceFirst(quoted(right), wrong));
        CalibrationException refused =
                assertThrows(CalibrationException.class, () -> CalibrationJson.read(file));
        String message = String.valueOf(refused.getMessage());
        assertEquals(
                file + ": " + expected, message.substring(0, (file + ": " + expected).length()));
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        Path file = file("wakeNs = 5");
        CalibrationException refused =
                assertThrows(CalibrationException.class, () -> CalibrationJson.read(file));
        assertEquals(0, String.valueOf(refused.getMessage()).indexOf(file + ": expected JSON"));
    }

    private static String quoted(String text) {
        return Pattern.quote(text);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("calibration.json"), text);
    }
}
