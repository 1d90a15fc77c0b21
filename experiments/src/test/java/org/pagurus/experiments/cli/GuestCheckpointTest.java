package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code guest save} and {@code guest restore} against a real daemon. */
@Timeout(60)
class GuestCheckpointTest {
    @TempDir Path directory;
    private TestNet net;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        net = new TestNet();
        file = directory.resolve("crab.checkpoint");
        net.run("guest start crab --memory 16MiB --working-set 4MiB --dirty-rate 1MiB");
    }

    @AfterEach
    void stop() {
        net.close();
    }

    @Test
    void savesAGuestThatRunsOnAndRestoresIt() throws Exception {
        Path json = directory.resolve("saved.json");
        CommandLineRun saved = net.run("guest save crab " + file + " --json " + json);
        assertEquals(0, saved.status(), saved::toString);
        assertTrue(saved.out().startsWith("file    " + file + "\nsize  "), saved::out);
        assertTrue(saved.out().contains(" MiB for 16.0 MiB of memory\nrounds  "), saved::out);
        assertTrue(saved.out().contains("\npause   "), saved::out);
        assertTrue(saved.out().endsWith("\nguest crab is saved and runs on\n"), saved::out);
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(Files.size(file), report.get("fileBytes").longValue());
        assertEquals(16 << 20, report.get("memoryBytes").intValue());
        assertTrue(report.get("pauseNs").longValue() > 0, report::toString);
        assertTrue(net.serves());
        net.run("guest stop crab");
        CommandLineRun restored = net.run("guest restore " + file + " --json " + json);
        assertEquals(0, restored.status(), restored::toString);
        assertTrue(restored.out().contains("\nsaved at  20"), restored::out);
        assertTrue(restored.out().endsWith("\nguest crab runs\n"), restored::out);
        assertEquals("crab", new ObjectMapper().readTree(json.toFile()).get("guest").textValue());
        assertTrue(net.serves());
    }

    private void assertRefused(String arguments, String line) {
        assertEquals(
                new CommandLineRun(ExitCode.FAILED.status(), "", "pagurus: " + line + "\n"),
                net.run(arguments));
    }

    @Test
    void wrongInputIsOneLine() throws Exception {
        assertRefused("guest save eel " + file, "name: no guest eel on this host; it has [crab]");
        assertRefused(
                "guest save crab /nowhere/crab",
                "file: expected a directory that exists but found /nowhere");
        assertRefused(
                "guest save crab " + file + " --selector fixed:window",
                "selector: expected one that codes each page by itself, such as fixed:lz4, but"
                        + " found fixed:window");
        Path other = Files.writeString(directory.resolve("other"), "a letter");
        assertRefused(
                "guest save crab " + other + " --replace",
                "file: expected no file or a checkpoint but found something else at " + other);
        assertEquals("a letter", Files.readString(other));
        assertEquals(0, net.run("guest save crab " + file).status());
        assertRefused(
                "guest save crab " + file,
                "file: " + file + " is a checkpoint already; --replace replaces it");
        assertEquals(0, net.run("guest save crab " + file + " --replace").status());
        assertRefused(
                "guest restore " + file,
                "guest: crab is on this host already; a checkpoint of it is a second one");
        assertRefused(
                "guest restore " + directory.resolve("none"),
                "file: expected a checkpoint but found no file " + directory.resolve("none"));
        assertRefused(
                "guest restore " + directory,
                "file: expected a checkpoint but found no regular file at " + directory);
        assertFalse(Files.exists(directory.resolve("crab.checkpoint.new")));
    }
}
