package org.pagurus.experiments.scenario.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.DemandPlan;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.Scenario;
import org.pagurus.experiments.scenario.StrategyPlan;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.read.ScenarioReader;
import org.pagurus.experiments.scenario.schema.SchemaCheck;
import org.pagurus.testing.Seeds;

class ScenarioWriterTest {
    private static final int RANDOM_SCENARIOS = 300;

    @TempDir Path directory;

    /** Those of one point; {@link SweptScenarioWriterTest} has the others. */
    static Stream<Path> scenarios() throws Exception {
        return SweptScenarioWriterTest.ready(points -> points.count() == 1).stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aReadyScenarioIsTheSameWhenItIsReadBack(Path file) throws Exception {
        staysTheSame(file, file::toString);
    }

    @Test
    void anyScenarioIsTheSameWhenItIsReadBack() throws Exception {
        Seeds.forEach(
                RANDOM_SCENARIOS,
                seed -> {
                    String yaml = new AnyScenario(new Random(seed)).yaml();
                    Path file = Files.writeString(directory.resolve("any.yaml"), yaml);
                    staysTheSame(file, () -> yaml);
                });
    }

    @Test
    void everyDefaultIsFilledIn() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("small.yaml"),
                        "guest: {}\nlink: {rate: 125MB/s}\nmigration: {policy: qemu}\n");
        assertEquals(
                """
                kind: migration
                name: small
                seed: 1
                mode: simulated
                repetitions: 1
                fidelity: exact
                guest:
                  memory: 1GiB
                  working-set: 64MiB
                  dirty-rate: 50MiB/s
                  workload: hotcold:10/90,90/10
                  contents: zero=20,sparse=10,text=20,heap=40,random=10,array=0
                link:
                  rate: 125MB/s
                  latency: 0s
                  loss: 0
                settings:
                  policy: predictive
                  downtime-limit: 300ms
                  max-rounds: 100
                  time-limit: 10m
                  reconnect-limit: 30s
                  verify: digest
                  selector: adaptive
                  compression-threads: 2
                  rate-limiter: none
                migration:
                  guest: guest
                  from: source
                  to: destination
                  start: 0s
                  streams: 2
                  policy: qemu
                  max-downtime-limit: 300ms
                  max-throttle: 99
                  delta-cache: 512MiB
                changes: []
                """,
                SweptScenarioWriter.write(ScenarioPoints.read(file)));
    }

    @Test
    void textIsWrittenSoThatItIsRead() throws Exception {
        for (String text :
                List.of(
                        "null",
                        "~",
                        "yes: no",
                        "# none",
                        "a  b",
                        "- a",
                        "'q\"",
                        "\u00e9\u4e16",
                        "7")) {
            Path file =
                    Files.writeString(
                            directory.resolve("text.yaml"),
                            "description: '"
                                    + text.replace("'", "''")
                                    + "'\nguest: {}\nlink: {rate: 1MB}\nmigration: {}\n");
            assertEquals(text, ScenarioReader.read(file).about().description());
            staysTheSame(file, () -> text);
        }
    }

    @Test
    void anotherSeedIsWritten() throws Exception {
        String yaml =
                ScenarioWriter.write(
                        ScenarioReader.readFilled(Path.of("scenarios", "plain.yaml")).withSeed(77));
        assertTrue(yaml.contains("\nseed: 77\n"), yaml);
    }

    private void staysTheSame(Path file, Supplier<String> hint) throws Exception {
        ScenarioPoints points = ScenarioPoints.read(file);
        String written = SweptScenarioWriter.write(points);
        Path other = Files.createDirectories(directory.resolve("elsewhere"));
        Path copy = Files.writeString(other.resolve("copy.yaml"), written);
        ScenarioPoints copied = ScenarioPoints.read(copy);
        assertEquals(points.count(), copied.count(), hint);
        assertEquals(points.repetitions(), copied.repetitions(), hint);
        for (int point = 0; point < points.count(); point++) {
            assertEquals(
                    comparable(points.scenario(point)), comparable(copied.scenario(point)), hint);
        }
        assertEquals(written, SweptScenarioWriter.write(copied), hint);
        assertEquals(List.of(), new SchemaCheck().errors(written), hint);
    }

    /** Without what is only the same when it is the same object: traces, of which the name is. */
    static Object comparable(Scenario scenario) {
        return switch (scenario) {
            case MigrationScenario migrations ->
                    List.of(
                            migrations.about(),
                            migrations.mode(),
                            migrations.fidelity(),
                            migrations.guests().stream()
                                    .map(ScenarioWriterTest::comparable)
                                    .toList(),
                            migrations.network(),
                            migrations.migrations(),
                            migrations.changes(),
                            String.valueOf(migrations.costs()));
            case ClusterScenario cluster ->
                    List.of(
                            cluster.about(),
                            cluster.hosts(),
                            cluster.guests(),
                            cluster.demand() instanceof DemandPlan.Recorded recorded
                                    ? recorded.traces().count()
                                    : cluster.demand(),
                            cluster.samples(),
                            cluster.intervalSeconds(),
                            cluster.strategy() instanceof StrategyPlan.Balancing balancing
                                    ? balancing.hotSpots().name() + balancing.limitShare()
                                    : cluster.strategy(),
                            cluster.limits());
        };
    }

    private static Object comparable(GuestPlan guest) {
        return guest instanceof GuestPlan.Traced traced
                ? List.of(
                        traced.name(),
                        traced.load(),
                        traced.directory(),
                        traced.offsetNs(),
                        traced.speed(),
                        traced.loop())
                : guest;
    }
}
