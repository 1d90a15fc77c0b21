package org.pagurus.simulator.cluster.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTraceReaderTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"0|7|100|", "0|7|100", "0^|7^|100^|", "00|07|100^"})
    void readsOnePercentageALine(String text) throws Exception {
        assertArrayEquals(new byte[] {0, 7, 100}, CpuTraceReader.read(file(text), 3));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "''; trace: expected a whole number from 0 to 100 a line but found an empty file",
                "1|x|; trace:2: expected a whole number from 0 to 100 but found \"x\"",
                "1||3|; trace:2: expected a whole number from 0 to 100 but found an empty line",
                "1|2||; trace:3: expected a whole number from 0 to 100 but found an empty line",
                "-1|; trace:1: expected a whole number from 0 to 100 but found \"-1\"",
                "101|; trace:1: expected a whole number from 0 to 100 but found \"101\"",
                "4294967296|; trace:1: expected a whole number from 0 to 100 but found \"4294967296\"",
                "5.5|; trace:1: expected a whole number from 0 to 100 but found \"5.5\"",
                "' 5|'; trace:1: expected a whole number from 0 to 100 but found \" 5\"",
                "+5|; trace:1: expected a whole number from 0 to 100 but found \"+5\"",
                "0000000000000000000001|; trace:1: expected a whole number from 0 to 100 but found"
                        + " \"0000000000000000...\"",
                "1|2|3|4|; trace:4: expected the end after 3 lines but found more",
                "1|2|3||; trace:4: expected the end after 3 lines but found more"
            })
    void saysWhatIsWrongAndWhere(String text, String message) throws Exception {
        Path file = file(text);
        TraceException failure =
                assertThrows(TraceException.class, () -> CpuTraceReader.read(file, 3));
        assertEquals(message, failure.getMessage());
    }

    @Test
    void controlCharactersAreNotRepeated() throws Exception {
        Path file = directory.resolve("trace");
        Files.write(file, new byte[] {'1', 27, '[', (byte) 0xe9, '\n'});
        TraceException failure =
                assertThrows(TraceException.class, () -> CpuTraceReader.read(file, 3));
        assertEquals(
                "trace:1: expected a whole number from 0 to 100 but found \"1?[?\"",
                failure.getMessage());
    }

    @Test
    void longerTracesThanADayAreRead() throws Exception {
        assertEquals(1000, CpuTraceReader.read(file("5|".repeat(1000)), 1000).length);
    }

    @Test
    void readsADirectoryInTheOrderOfNames() throws Exception {
        Files.writeString(directory.resolve("b"), "2\n");
        Files.writeString(directory.resolve("a"), "1\n10\n");
        Files.createDirectory(directory.resolve("c"));

        CpuTraces traces = CpuTraceReader.readDirectory(directory, 288);

        assertEquals(2, traces.count());
        assertEquals(1, traces.percent(0, 0));
        assertEquals(10, traces.percent(0, 1));
        // A trace that is over starts again; guests beyond the traces share them.
        assertEquals(1, traces.percent(0, 2));
        assertEquals(2, traces.percent(1, 5));
        assertEquals(10, traces.percent(2, 1));
    }

    @Test
    void refusesADirectoryWithoutTraces() {
        TraceException failure =
                assertThrows(
                        TraceException.class, () -> CpuTraceReader.readDirectory(directory, 288));
        assertEquals(
                directory + ": expected 1 to 1048576 trace files but found none",
                failure.getMessage());
    }

    @Test
    void readsTheTracesInTheRepository() throws Exception {
        Path traces = Path.of(getClass().getResource("/cpu-traces/office").toURI());
        CpuTraces read = CpuTraceReader.readDirectory(traces.getParent(), 288);
        assertEquals(2, read.count());
        assertEquals(288, CpuTraceReader.read(traces, 288).length);
    }

    private Path file(String text) throws IOException {
        Path file = directory.resolve("trace");
        String lines = text.replace("^", "\r").replace("|", "\n");
        return Files.writeString(file, lines, StandardCharsets.ISO_8859_1);
    }
}
