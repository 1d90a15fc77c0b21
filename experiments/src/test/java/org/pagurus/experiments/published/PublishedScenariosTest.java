package org.pagurus.experiments.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.read.ScenarioReader;
import org.pagurus.experiments.scenario.run.MigrationRunner;
import org.pagurus.experiments.scenario.run.RunProgress;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** The published runs as ready scenarios come near to what was published. */
class PublishedScenariosTest {
    private static final double MB = 1e6;
    private static final double NEAR = 0.05;

    /** What is not published has no figure. */
    @ParameterizedTest
    @CsvSource({
        "specweb99, 9, 676.8, 18.2, 960, 71",
        "quake3, 12, 56.3, , 88.548, ",
        "mmuncher, , , 222, , ",
    })
    void areNearToWhatWasPublished(
            String name,
            Integer rounds,
            Double firstMegabytes,
            Double lastMegabytes,
            Double megabytes,
            Double seconds)
            throws Exception {
        MigrationScenario scenario =
                (MigrationScenario)
                        ScenarioReader.read(Path.of("scenarios", "published-" + name + ".yaml"));
        MigrationReport report =
                MigrationRunner.of(scenario.fidelity())
                        .run(scenario, RunProgress.NONE)
                        .getFirst()
                        .report();
        assertEquals(Outcome.COMPLETED, report.outcome(), report.reason());
        if (rounds != null) {
            assertEquals(rounds, report.rounds().size());
        }
        near(firstMegabytes, report.rounds().getFirst().bytes() / MB);
        near(lastMegabytes, report.rounds().getLast().bytes() / MB);
        near(megabytes, report.totalBytes() / MB);
        near(seconds, report.totalTimeNs() / 1e9);
    }

    private static void near(Double published, double simulated) {
        if (published != null) {
            assertEquals(published, simulated, NEAR * published);
        }
    }
}
