package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person runs it, with host daemons in processes of their own, but a small guest. */
@Timeout(180)
class DemoTest {
    private static final List<String> SMALL =
            List.of("demo", "--memory", "64MiB", "--working-set", "8MiB", "--warm-up", "100ms");

    @TempDir private Path directory;

    @Test
    void movesAGuestWhileAClientWorksAgainstIt() throws Exception {
        CommandLineRun run = demo("--dirty-rate", "10MiB", "--seed", "7");
        assertEquals(ExitCode.OK.status(), run.status(), run::toString);
        assertTrue(run.out().contains("\nround 0  "), run::out);
        assertTrue(run.out().contains("identical on both hosts"), run::out);
        JsonNode report = report();
        assertEquals("completed", report.get("outcome").asText());
        assertTrue(report.get("memoryIdentical").booleanValue());
        assertEquals(0, report.get("lostAcknowledgedWrites").longValue());
        assertTrue(report.get("acknowledgedWrites").longValue() > 0);
        assertTrue(report.get("downtimeNs").longValue() > 0);
        assertTrue(report.get("networkDowntimeNs").longValue() > 0);
        assertEquals(64 << 20, report.get("memoryBytes").longValue());
        assertEquals(7, report.get("seed").longValue());
        assertFalse(report.get("rounds").isEmpty());
        assertHostsHaveEnded(run);
    }

    @Test
    void aMigrationThatGivesUpLeavesTheGuestServingOnTheSource() throws Exception {
        CommandLineRun run =
                demo(
                        "--dirty-log",
                        "software",
                        "--workload",
                        "sequential",
                        "--dirty-rate",
                        "200MiB",
                        "--link-rate",
                        "30MB",
                        "--downtime-limit",
                        "50ms",
                        "--max-throttle",
                        "0",
                        "--selector",
                        "none"); // with a fast codec it may converge
        assertEquals(ExitCode.FAILED.status(), run.status(), run::toString);
        assertTrue(run.out().contains("\nfailed: no convergence after "), run::out);
        assertTrue(run.out().contains("\nthe guest still runs on the source"), run::out);
        JsonNode report = report();
        assertEquals("failed", report.get("outcome").asText());
        assertTrue(report.get("memoryIdentical").isNull());
        assertEquals(0, report.get("networkDowntimeNs").longValue());
        assertEquals(0, report.get("lostAcknowledgedWrites").longValue());
        assertTrue(report.get("sufficientDowntimeLimitNs").longValue() > 50_000_000);
        assertHostsHaveEnded(run);
    }

    private CommandLineRun demo(String... more) {
        String[] arguments =
                Stream.of(SMALL, List.of(more), List.of("--json", json().toString()))
                        .flatMap(List::stream)
                        .toArray(String[]::new);
        return CommandLineRun.of(arguments);
    }

    private Path json() {
        return directory.resolve("report.json");
    }

    private JsonNode report() throws Exception {
        return new ObjectMapper().readTree(json().toFile());
    }

    private static void assertHostsHaveEnded(CommandLineRun run) {
        List<Long> processes =
                run.out()
                        .lines()
                        .filter(line -> line.matches("(source|destination) .*, process [0-9]+"))
                        .map(line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                        .toList();
        assertEquals(2, processes.size(), run::out);
        for (long process : processes) {
            assertTrue(
                    ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty(),
                    () -> "process " + process + " still runs");
        }
    }
}
