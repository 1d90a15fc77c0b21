package org.pagurus.experiments.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.client.ClientFigures;
import org.pagurus.experiments.demo.network.NamespaceSupport;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.read.ScenarioReader;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.experiments.scenario.run.RunException;
import org.pagurus.experiments.scenario.run.RunProgress;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** Scenarios between host daemons in processes of their own. */
@Timeout(240)
class LiveRunnerTest {
    private static final Path READY = Path.of("scenarios");

    @TempDir Path directory;

    /** Whatever a test has done, no host that it started is left. */
    @AfterEach
    void noProcessIsLeft() {
        List<String> left =
                ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .map(process -> process.info().commandLine().orElse(process.toString()))
                        .toList();
        assertEquals(List.of(), left);
    }

    @Test
    void theReadyScenarioPlainRunsForReal() throws Exception {
        List<Long> shown = new ArrayList<>();
        MigrationResult result =
                new LiveRunner()
                        .run(
                                live("plain.yaml"),
                                (nowNs, endNs, events) -> {
                                    assertTrue(nowNs <= endNs);
                                    shown.add(nowNs);
                                })
                        .getFirst();
        MigrationReport report = result.report();
        assertEquals(Outcome.COMPLETED, report.outcome(), report.reason());
        assertEquals(true, report.memoryIdentical());
        assertEquals(256L << 20, report.memoryBytes());
        // No faster than the link.
        assertTrue(report.totalBytes() / (report.totalTimeNs() / 1e9) < 1.05 * 125e6);
        ClientFigures client = Objects.requireNonNull(result.client());
        assertTrue(client.networkDowntimeNs() > 0, client::toString);
        assertTrue(client.answeredRequests() > 100, client::toString);
        assertEquals(0, client.lostAcknowledgedWrites(), client::toString);
        assertEquals(0, client.anomalies(), client::toString);
        assertNotNull(result.loss());
        assertEquals(shown.stream().sorted().toList(), shown);
        assertTrue(shown.getLast() >= 1_000_000_000L, shown::toString);
    }

    @Test
    void theReadyScenarioOfATracedGuestRunsForReal() throws Exception {
        MigrationResult result = run(live("traced-guest.yaml")).getFirst();
        assertEquals(Outcome.COMPLETED, result.report().outcome(), result.report().reason());
        assertEquals(3L << 20, result.report().memoryBytes());
        assertNull(result.client());
    }

    @Test
    void theReadyScenarioOfAConvergenceLimitGivesUpForRealToo() throws Exception {
        MigrationReport report = run(live("convergence-limit.yaml")).getFirst().report();
        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(report.sufficientDowntimeLimitNs() > 300_000_000, report::toString);
    }

    /** One goes forth, one back, a third to a third host, each on a way of its own. */
    @Test
    void severalMigrateAtOnce() throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        mode: live
                        guests:
                          crab: &small {memory: 16MiB, dirty-rate: 1MiB/s, service: {requests-per-second: 200}}
                          lobster: *small
                          krill: {memory: 8MiB, workload: idle}
                        topology:
                          hosts: [a, b, c, idle]
                          links:
                            - {between: [a, b], rate: 100MB/s}
                            - {between: [b, c], rate: 10MB/s}
                            - {between: [c, idle], rate: 10MB/s}
                        migrations:
                          - {guest: crab, from: a, to: b}
                          - {guest: lobster, from: b, to: a, start: 100ms}
                          - {guest: krill, from: c, to: b, selector: none}
                        """);
        List<MigrationResult> results = run(scenario);
        for (MigrationResult result : results) {
            assertEquals(Outcome.COMPLETED, result.report().outcome(), result.report().reason());
        }
        assertEquals(
                List.of("crab", "lobster", "krill"),
                results.stream().map(result -> result.plan().guest()).toList());
        assertNotNull(results.get(1).client());
        assertNull(results.get(2).client());
        // 8 MiB in full over 10 MB/s.
        assertTrue(results.get(2).report().totalTimeNs() > 800_000_000);
    }

    @Test
    void aLinkThatIsCutIsARealOne() throws Exception {
        assumeTrue(NamespaceSupport.missing().isEmpty(), "needs root");
        MigrationScenario scenario =
                scenario(
                        """
                        mode: live
                        guest: {memory: 32MiB, dirty-rate: 1MiB/s, service: {requests-per-second: 100}}
                        link: {rate: 10MB/s}
                        migration: {selector: none}
                        changes:
                          - {at: 500ms, state: cut}
                          - {at: 2s, state: restored, rate: 100MB/s}
                        """);
        MigrationResult result = run(scenario).getFirst();
        assertEquals(Outcome.COMPLETED, result.report().outcome(), result.report().reason());
        // 32 MiB at 10 MB/s took 3.3 s and more; of 1.5 s nothing went.
        assertTrue(result.report().totalTimeNs() > 2_000_000_000L);
        assertEquals(0, Objects.requireNonNull(result.client()).anomalies());
    }

    @Test
    void migrationsShareARealLink() throws Exception {
        assumeTrue(NamespaceSupport.missing().isEmpty(), "needs root");
        MigrationScenario scenario =
                scenario(
                        """
                        mode: live
                        guests: {a: &one {memory: 16MiB, workload: idle}, b: *one}
                        link: {rate: 16MB/s}
                        settings: {selector: none}
                        migrations: [{guest: a}, {guest: b}]
                        """);
        for (MigrationResult result : run(scenario)) {
            assertEquals(Outcome.COMPLETED, result.report().outcome(), result.report().reason());
            // Alone it would have gone in 1.05 s.
            assertTrue(result.report().totalTimeNs() > 1_500_000_000L, result::toString);
        }
    }

    @Test
    void aMigrationThatFailsIsAResult() throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        mode: live
                        guest: {memory: 8MiB}
                        link: {rate: 10MB/s}
                        migration: {streams: 64, time-limit: 1ns, start: 0s}
                        """);
        MigrationReport report = run(scenario).getFirst().report();
        assertEquals(Outcome.FAILED, report.outcome(), report.reason());
    }

    @Test
    void whoIsInterruptedLeavesNothingBehind() throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        mode: live
                        guest: {memory: 8MiB, workload: idle}
                        link: {rate: 10MB/s}
                        migration: {start: 10m}
                        """);
        Thread runner = Thread.currentThread();
        assertThrows(
                InterruptedException.class,
                () -> new LiveRunner().run(scenario, (nowNs, endNs, events) -> runner.interrupt()));
    }

    @Test
    void aHostThatDiesIsToldInOneLine() throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        mode: live
                        guest: {memory: 8MiB, workload: idle}
                        link: {rate: 10MB/s}
                        migration: {start: 10m}
                        """);
        RunException e =
                assertThrows(
                        RunException.class,
                        () ->
                                new LiveRunner()
                                        .run(
                                                scenario,
                                                (nowNs, endNs, events) ->
                                                        ProcessHandle.current()
                                                                .descendants()
                                                                .findFirst()
                                                                .ifPresent(
                                                                        ProcessHandle
                                                                                ::destroyForcibly)));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("mode live: "), message);
        assertTrue(message.contains(": expected it to serve, found its end; see "), message);
        assertEquals(1, message.lines().count(), message);
        Path log = Path.of(message.replaceFirst(".*; see ", "").replaceFirst(",? .*", ""));
        assertTrue(log.isAbsolute(), message);
        deleteAll(log.getParent());
    }

    @Test
    void aTraceThatIsNotReplayedAsRecordedIsRefused() throws Exception {
        MigrationScenario scenario =
                scenario(
                        "mode: live\nguest: {trace: {directory: "
                                + Path.of("../migration-core/src/test/resources/traces/redis-cut")
                                        .toAbsolutePath()
                                + ", speed: 2}}\nlink: {rate: 1MB}\nmigration: {}\n");
        RunException e = assertThrows(RunException.class, () -> run(scenario));
        assertTrue(String.valueOf(e.getMessage()).startsWith("trace of guest guest: expected no"));
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static List<MigrationResult> run(MigrationScenario scenario) throws Exception {
        return new LiveRunner().run(scenario, RunProgress.NONE);
    }

    /** A ready scenario with the other mode. */
    private MigrationScenario live(String ready) throws Exception {
        String yaml = Files.readString(READY.resolve(ready)) + "mode: live\n";
        return scenario(
                yaml.replace(
                        "../../migration-core",
                        Path.of("../migration-core").toAbsolutePath().toString()));
    }

    private MigrationScenario scenario(String yaml) throws Exception {
        return (MigrationScenario)
                ScenarioReader.read(Files.writeString(directory.resolve("s.yaml"), yaml));
    }
}
