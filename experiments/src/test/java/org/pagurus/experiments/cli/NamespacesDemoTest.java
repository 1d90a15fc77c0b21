package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.demo.network.TestNamespaces;
import org.pagurus.experiments.process.JavaCommand;

/** The demo in network namespaces, as root runs it, with a small guest. */
@Timeout(180)
class NamespacesDemoTest {
    private static final List<String> SMALL =
            List.of(
                    "demo",
                    "--network",
                    "namespaces",
                    "--memory",
                    "64MiB",
                    "--working-set",
                    "8MiB",
                    "--dirty-rate",
                    "10MiB");
    private static final long END_LIMIT_SECONDS = 30;

    @TempDir private Path directory;

    @BeforeAll
    static void needsNamespaces() {
        TestNamespaces.assumeAvailable();
    }

    @Test
    void aPlainPingSeesTheGuestMove() throws Exception {
        JsonNode report = completed("--warm-up", "300ms");
        JsonNode ping = report.get("ping");
        assertEquals(0, report.get("lostAcknowledgedWrites").longValue());
        assertEquals(0, report.get("clientAnomalies").longValue());
        assertTrue(report.get("networkDowntimeNs").longValue() > 0);
        assertTrue(ping.get("answered").longValue() > 10, ping::toString);
        assertTrue(ping.get("longestGapNs").longValue() > 0, ping::toString);
        assertEquals(0, ping.get("duplicates").longValue());
        assertEquals(0, ping.get("wrongHostFrames").longValue());
        assertEquals(0, ping.get("missedFrames").longValue());
    }

    @Test
    void aCutInPreCopyIsSurvived() throws Exception {
        JsonNode report =
                completed("--warm-up", "100ms", "--link-rate", "20MB", "--link-cut", "500ms,500ms");
        assertEquals(0, report.get("lostAcknowledgedWrites").longValue());
        assertEquals(0, report.get("ping").get("wrongHostFrames").longValue());
    }

    @Test
    void aDemoThatIsToldToEndRemovesItsNamespaces() throws Exception {
        Process demo = startDemo();
        List<ProcessHandle> children = hostsAndPing(demo);
        demo.destroy();
        assertTrue(demo.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS));
        awaitEnd(children);
        assertEquals(List.of(), TestNamespaces.of(demo.pid()));
    }

    @Test
    void theNextDemoRemovesWhatAKilledOneLeft() throws Exception {
        Process demo = startDemo();
        List<ProcessHandle> children = hostsAndPing(demo);
        demo.destroyForcibly();
        assertTrue(demo.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS));
        awaitEnd(children);
        assertEquals(4, TestNamespaces.of(demo.pid()).size());
        completed("--warm-up", "100ms");
        assertEquals(List.of(), TestNamespaces.of(demo.pid()));
    }

    /** A demo in a process of its own, whose client is being answered. */
    private static Process startDemo() throws Exception {
        List<String> command = JavaCommand.of("org.pagurus.experiments.cli.Pagurus", "-Xmx256m");
        command.addAll(SMALL);
        command.addAll(List.of("--warm-up", "1h"));
        Process demo =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader lines = demo.inputReader();
        List<String> seen = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.add(line);
            if (line.startsWith("client ")) {
                assertEquals(4, TestNamespaces.of(demo.pid()).size());
                return demo;
            }
        }
        throw new AssertionError("the demo ended: " + seen);
    }

    private static List<ProcessHandle> hostsAndPing(Process demo) {
        List<ProcessHandle> children = demo.descendants().toList();
        while (children.size() < 3) {
            assertTrue(demo.isAlive());
            Thread.onSpinWait();
            children = demo.descendants().toList();
        }
        return children;
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private JsonNode completed(String... more) throws Exception {
        Path json = directory.resolve("report.json");
        List<String> arguments = new ArrayList<>(SMALL);
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--json", json.toString()));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertEquals(ExitCode.OK.status(), run.status(), run::toString);
        assertTrue(run.out().contains("\nping "), run::out);
        assertEquals(List.of(), TestNamespaces.of(ProcessHandle.current().pid()), run::out);
        return new ObjectMapper().readTree(json.toFile());
    }
}
