package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.scenario.schema.ScenarioSchema;

class ScenarioCommandsTest {
    private static final Path PLAIN = Path.of("scenarios/plain.yaml");

    @TempDir Path directory;

    @Test
    void checksEachFileInALine() throws Exception {
        Path wrong = Files.writeString(directory.resolve("w.yaml"), "guest: {}\nlnik: {}\n");
        Path absent = directory.resolve("none.yaml");
        CommandLineRun run =
                CommandLineRun.of(
                        "scenario",
                        "check",
                        PLAIN.toString(),
                        wrong.toString(),
                        absent.toString(),
                        "scenarios/consolidation.yaml");
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertEquals(
                PLAIN
                        + ": right: plain\nscenarios/consolidation.yaml: right: consolidation, 15 points\n",
                run.out());
        assertEquals(
                "pagurus: "
                        + wrong
                        + ":2: lnik: expected a field of a scenario but found an unknown one; did"
                        + " you mean link?\npagurus: "
                        + absent
                        + ":1: expected a scenario but found no such file\n",
                run.err());
        CommandLineRun right = CommandLineRun.of("scenario", "check", PLAIN.toString());
        assertEquals(ExitCode.OK.status(), right.status());
        assertEquals("", right.err());
    }

    @Test
    void showsAScenarioThatCanBeRunAsItIs() throws Exception {
        CommandLineRun run = CommandLineRun.of("scenario", "show", PLAIN.toString());
        assertEquals(ExitCode.OK.status(), run.status(), run::err);
        assertTrue(run.out().contains("\n  working-set: 64MiB\n"), run::out);
        Path shown = Files.writeString(directory.resolve("shown.yaml"), run.out());
        CommandLineRun again = CommandLineRun.of("scenario", "show", shown.toString());
        assertEquals(run.out(), again.out());
        CommandLineRun wrong =
                CommandLineRun.of("scenario", "show", directory.resolve("none.yaml").toString());
        assertEquals(ExitCode.USAGE.status(), wrong.status());
        assertEquals(1, wrong.err().lines().count(), wrong::err);
    }

    @Test
    void printsTheSchema() {
        CommandLineRun run = CommandLineRun.of("scenario", "schema");
        assertEquals(ExitCode.OK.status(), run.status());
        assertEquals(ScenarioSchema.json(), run.out());
    }
}
