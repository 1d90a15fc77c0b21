package org.pagurus.experiments.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir Path folder;

    @Test
    void whatWasAddedIsThereAgain() throws Exception {
        try (Journal journal = Journal.open(folder)) {
            journal.append(List.of(run(1, 0, "b"), run(0, 1, "c")));
            journal.append(List.of(run(0, 0, "é")));
        }
        try (Journal journal = Journal.open(folder)) {
            assertEquals(3, journal.index().keys().size());
            journal.append(List.of(run(5, 0, "d")));
        }
        try (Runs runs = Runs.open(folder)) {
            assertEquals(
                    List.of(new RunKey(0, 0), new RunKey(0, 1), new RunKey(1, 0), new RunKey(5, 0)),
                    List.copyOf(runs.keys()));
            RunLine line = runs.read(new RunKey(0, 0));
            assertEquals("é", line.migrations().get(0).path("guest").asText());
            assertEquals(7, line.seed());
            assertEquals(
                    "d", runs.read(new RunKey(5, 0)).migrations().get(0).path("guest").asText());
        }
    }

    /** Cut anywhere, the journal has the lines before the cut, and can be written on. */
    @Test
    void aTornLastLineIsDropped() throws Exception {
        try (Journal journal = Journal.open(folder)) {
            journal.append(List.of(run(0, 0, "a"), run(1, 0, "b")));
        }
        byte[] whole = Files.readAllBytes(file());
        int firstBytes = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int bytes = 0; bytes < whole.length; bytes++) {
            Files.write(file(), Arrays.copyOf(whole, bytes));
            int runs = bytes < firstBytes ? 0 : 1;
            try (Journal journal = Journal.open(folder)) {
                assertEquals(runs, journal.index().keys().size(), "cut at byte " + bytes);
                journal.append(List.of(run(7, 3, "c")));
            }
            try (Runs read = Runs.open(folder)) {
                assertEquals(runs + 1, read.keys().size());
                assertTrue(read.keys().contains(new RunKey(7, 3)));
            }
        }
    }

    @Test
    void refusesALineThatIsNoRun() throws Exception {
        for (String wrong :
                List.of(
                        "hello",
                        "{}",
                        "[]",
                        "{\"point\":-1,\"repetition\":0,\"seed\":1,\"migrations\":[]}",
                        "{\"point\":0,\"repetition\":0,\"migrations\":[]}",
                        "{\"point\":0,\"repetition\":0,\"seed\":1}")) {
            Files.writeString(file(), run(0, 0, "a").text() + "\n" + wrong + "\n");
            ResultsException e =
                    assertThrows(ResultsException.class, () -> Journal.open(folder).close(), wrong);
            assertTrue(e.getMessage().startsWith(file() + ":2: expected "), e::getMessage);
            assertEquals(1, e.getMessage().lines().count());
        }
    }

    @Test
    void refusesARunThatIsThereTwice() throws Exception {
        Files.writeString(file(), (run(0, 0, "a").text() + "\n").repeat(2));
        ResultsException e = assertThrows(ResultsException.class, () -> Runs.open(folder).close());
        assertEquals(
                file() + ":2: expected each run once but found point 0 repetition 0 again",
                e.getMessage());
    }

    @Test
    void oneAtATimeWrites() throws Exception {
        try (Journal journal = Journal.open(folder)) {
            assertEquals(0, journal.index().keys().size());
            ResultsException e =
                    assertThrows(ResultsException.class, () -> Journal.open(folder).close());
            assertTrue(e.getMessage().endsWith("found another run at it"), e::getMessage);
        }
        Journal.open(folder).close();
    }

    @Test
    void linesCanBeLongerThanWhatIsReadAtOnce() throws Exception {
        String guest = "x".repeat(3 << 20);
        Files.writeString(
                file(),
                run(0, 0, guest).text() + "\n" + run(1, 0, "b").text() + "\n",
                StandardOpenOption.CREATE);
        try (Runs runs = Runs.open(folder)) {
            assertEquals(2, runs.keys().size());
            assertEquals(
                    guest, runs.read(new RunKey(0, 0)).migrations().get(0).path("guest").asText());
        }
    }

    private Path file() {
        return folder.resolve("runs.jsonl");
    }

    private static RunLine run(int point, int repetition, String guest) {
        ObjectMapper json = new ObjectMapper();
        return RunLine.ofMigrations(
                new RunKey(point, repetition),
                7,
                json.createArrayNode().add(json.createObjectNode().put("guest", guest)));
    }
}
