package org.pagurus.experiments.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.read.ScenarioReader;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/**
 * Classes of pages tell in the mean what pages do, within three percent. How long the last round
 * takes hangs on how many pages happen to be left: so many more or less as chance has it.
 */
class FluidParityTest {
    private static final double SHARE = 0.03;

    private static final Path TRACE =
            Path.of("../migration-core/src/test/resources/traces/redis-cut").toAbsolutePath();

    @TempDir Path directory;

    /** Contents that do not differ much from page to page: a few hundred pages show the mean. */
    @ParameterizedTest
    @CsvSource({
        "none, uniform, 20MB/s",
        "none, hotcold, 20MB/s",
        "none, zipf, 20MB/s",
        "none, sequential, 20MB/s",
        "fixed:raw, hotcold, 20MB/s",
        "fixed:lz4, uniform, 8MB/s",
        "fixed:zstd-1, hotcold, 5MB/s",
        "cbc, zipf, 8MB/s",
    })
    void bothTellTheSame(String selector, String workload, String rate) throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        guest:
                          memory: 48MiB
                          working-set: 16MiB
                          dirty-rate: 4MiB/s
                          workload: %s
                          contents: 'text=30,heap=70'
                        link: {rate: %s, latency: 200us}
                        migration: {selector: %s, start: 500ms, policy: qemu, downtime-limit: 400ms}
                        """
                                .formatted(workload, rate, selector));
        MigrationReport exact = run(Fidelity.EXACT, scenario);
        MigrationReport fluid = run(Fidelity.FLUID, scenario);
        assertEquals(Outcome.COMPLETED, exact.outcome(), exact.reason());
        assertEquals(Outcome.COMPLETED, fluid.outcome(), fluid.reason());
        String both = "\n" + exact + "\n" + fluid;
        assertNear(exact.totalTimeNs(), fluid.totalTimeNs(), "total time" + both);
        assertNear(exact.totalBytes(), fluid.totalBytes(), "bytes" + both);
        double chance = 2 / Math.sqrt(exact.rounds().getLast().pages());
        assertEquals(
                exact.downtimeNs(),
                fluid.downtimeNs(),
                exact.downtimeNs() * (SHARE + chance),
                "downtime" + both);
    }

    @Test
    void theSameScenarioGivesTheSameReport() throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        guest: {memory: 32MiB, working-set: 8MiB}
                        link: {rate: 20MB/s}
                        migration: {}
                        """);
        assertEquals(run(Fidelity.FLUID, scenario), run(Fidelity.FLUID, scenario));
    }

    @Test
    void aTraceIsReplayedByItsClasses() throws Exception {
        String yaml =
                """
                guest: {trace: {directory: %s}}
                link: {rate: 2MB/s}
                migration: {selector: fixed:zstd-1, start: 2s}
                """
                        .formatted(TRACE);
        MigrationReport exact = run(Fidelity.EXACT, scenario(yaml));
        MigrationReport fluid = run(Fidelity.FLUID, scenario(yaml));
        assertEquals(Outcome.COMPLETED, fluid.outcome(), fluid.reason());
        assertNear(exact.totalBytes(), fluid.totalBytes(), "bytes\n" + exact + "\n" + fluid);
    }

    private static void assertNear(long expected, long actual, String what) {
        assertEquals(expected, actual, expected * SHARE, what);
    }

    private static MigrationReport run(Fidelity fidelity, MigrationScenario scenario)
            throws RunException, InterruptedException {
        return MigrationRunner.of(fidelity).run(scenario, RunProgress.NONE).getFirst().report();
    }

    private MigrationScenario scenario(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("s.yaml"), yaml);
        return (MigrationScenario) ScenarioReader.read(file);
    }
}
