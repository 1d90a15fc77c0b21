package org.pagurus.experiments.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.read.ScenarioReader;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

class FidelityTest {
    @TempDir Path directory;

    /** The same file, by pages and by classes of pages, within five percent. */
    @ParameterizedTest
    @ValueSource(strings = {"uniform", "hotcold", "zipf:0.99", "sequential"})
    void bothTellAboutTheSame(String workload) throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        guest: {memory: 64MiB, working-set: 16MiB, dirty-rate: 8MiB/s, workload: '%s'}
                        link: {rate: 20MB/s, latency: 200us}
                        migration: {selector: none, start: 500ms}
                        """
                                .formatted(workload));
        MigrationReport exact = run(Fidelity.EXACT, scenario);
        MigrationReport fluid = run(Fidelity.FLUID, scenario);
        assertEquals(Outcome.COMPLETED, exact.outcome());
        assertEquals(Outcome.COMPLETED, fluid.outcome());
        assertEquals(exact.totalBytes(), fluid.totalBytes(), 0.05 * exact.totalBytes());
        assertEquals(exact.totalTimeNs(), fluid.totalTimeNs(), 0.05 * exact.totalTimeNs());
        assertEquals(exact.memoryBytes(), fluid.memoryBytes());
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        MigrationScenario scenario =
                scenario(
                        """
                        guest: {memory: 8MiB, working-set: 1MiB, dirty-rate: 1MiB/s}
                        link: {rate: 20MB/s}
                        migration: {start: 2s, time-limit: 10s}
                        """);
        List<Long> seen = new ArrayList<>();
        new ExactRunner()
                .run(
                        scenario,
                        (virtualNs, endNs, events) -> {
                            assertTrue(virtualNs <= endNs && events > 0);
                            seen.add(virtualNs);
                        });
        assertEquals(seen.stream().sorted().toList(), seen);
        assertTrue(seen.getLast() > 2_000_000_000L, seen::toString);
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
