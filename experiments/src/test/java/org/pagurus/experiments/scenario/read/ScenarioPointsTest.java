package org.pagurus.experiments.scenario.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.sweep.Repetitions;
import org.pagurus.experiments.scenario.yaml.YamlException;

class ScenarioPointsTest {
    private static final String BASE =
            """
            guest: {memory: 64MiB}
            link: {rate: 1MB}
            migration: {}
            """;

    @TempDir Path directory;

    @Test
    void everyCombinationIsAPoint() throws Exception {
        ScenarioPoints points =
                points(
                        BASE
                                + """
                                sweep:
                                  link.rate: [2MB/s, 3MB/s]
                                  settings.policy: [xen, qemu, predictive]
                                """);
        assertEquals(6, points.count());
        List<String> read = new ArrayList<>();
        for (int point = 0; point < points.count(); point++) {
            MigrationScenario scenario = (MigrationScenario) points.scenario(point);
            read.add(
                    (int) (scenario.network().links().getFirst().spec().rateBytesPerSecond() / 1e6)
                            + scenario.migrations().getFirst().settings().policy());
        }
        assertEquals(List.of("2xen", "2qemu", "2predictive", "3xen", "3qemu", "3predictive"), read);
        assertEquals("link.rate 3MB/s, settings.policy xen", points.sweep().words(3));
    }

    @Test
    void withoutASweepThereIsOnePoint() throws Exception {
        ScenarioPoints points = points(BASE);
        assertEquals(1, points.count());
        assertEquals("", points.sweep().words(0));
        assertEquals(1, points.repetitions().maximum());
        assertEquals("totalTimeNs", points.repetitions().metric());
    }

    /** Two guests share an anchor; only the one that is swept changes. */
    @Test
    void whatAnAliasStandsForElsewhereStays() throws Exception {
        ScenarioPoints points =
                points(
                        """
                        guests: {crab: &guest {memory: 64MiB}, web.1: *guest}
                        link: {rate: 1MB}
                        migrations: [{guest: crab}, {guest: web.1}]
                        sweep:
                          guests.crab.memory: [8MiB, 16MiB]
                          guests.web.1.dirty-rate: [1MiB/s]
                          migrations[1].start: [5s]
                        """);
        MigrationScenario scenario = (MigrationScenario) points.scenario(1);
        assertEquals(16L << 20, scenario.guest("crab").memoryBytes());
        assertEquals(64L << 20, scenario.guest("web.1").memoryBytes());
        assertEquals(
                1L << 20,
                ((GuestPlan.Synthetic) scenario.guest("web.1")).dirtyRateBytesPerSecond());
        assertEquals(0, scenario.migrations().getFirst().startNs());
        assertEquals(5_000_000_000L, scenario.migrations().getLast().startNs());
        assertEquals(
                8L << 20, ((MigrationScenario) points.scenario(0)).guest("crab").memoryBytes());
    }

    @Test
    void whatIsMissingIsPutIn() throws Exception {
        ScenarioPoints points =
                points(
                        "guest: {}\nlink: {}\nmigration: {}\n"
                                + "sweep: {link.rate: [7MB], settings.max-rounds: [3], guest.service:"
                                + " [{requests-per-second: 5}]}");
        MigrationScenario scenario = (MigrationScenario) points.scenario(0);
        assertEquals(7e6, scenario.network().links().getFirst().spec().rateBytesPerSecond());
        assertEquals(3, scenario.migrations().getFirst().settings().maxRounds());
        assertEquals(5, scenario.guests().getFirst().load().requestsPerSecond());
        assertEquals(
                "link.rate 7MB, settings.max-rounds 3, guest.service {requests-per-second: 5}",
                points.sweep().words(0));
    }

    @Test
    void rangesAreSpelledOut() throws Exception {
        ScenarioPoints points =
                points(
                        BASE
                                + "sweep: {guest.dirty-rate: {from: 1MiB/s, to: 100MiB/s, steps: 3,"
                                + " scale: log}}");
        assertEquals("guest.dirty-rate 10MiB/s", points.sweep().words(1));
        assertEquals(3, points.count());
    }

    @Test
    void aClusterIsSweptToo() throws Exception {
        ScenarioPoints points =
                points(
                        """
                        kind: cluster
                        hosts: [{count: 2, model: hp-ml110-g4, memory: 4GiB}]
                        guests: [{count: 3, cpu: 500, memory: 512MiB}]
                        traces: {synthetic: {}}
                        strategy: {consolidation: {}}
                        repetitions: {minimum: 3, metric: violation, confidence: 99%}
                        sweep: {strategy.consolidation.overload: ['thr:0.8', lr], 'hosts[0].count': [2, 3]}
                        """);
        assertEquals(4, points.count());
        assertEquals(3, ((ClusterScenario) points.scenario(3)).hosts().getFirst().count());
        assertEquals(new Repetitions(3, 30, 0.05, "violation", 0.99), points.repetitions());
    }

    @Test
    void anotherSeedIsTheScenarios() throws Exception {
        assertEquals(9, points(BASE).withSeed(9).about().seed());
        assertEquals(9, points(BASE + "seed: 3\n").withSeed(9).scenario(0).about().seed());
        assertEquals("9", points(BASE + "seed: 3\n").withSeed(9).texts().get("seed"));
    }

    @Test
    void theFirstRepetitionHasTheScenariosSeed() {
        assertEquals(5, Repetitions.seed(5, 0));
        assertEquals(Repetitions.seed(5, 1), Repetitions.seed(5, 1));
        assertEquals(
                4,
                List.of(
                                Repetitions.seed(5, 1),
                                Repetitions.seed(5, 2),
                                Repetitions.seed(6, 1),
                                Repetitions.seed(6, 2))
                        .stream()
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sweep: {}| 4: sweep: expected 1 to 8 swept fields by name but found 0",
                "sweep: {link.rate: []}| 4: sweep.link.rate: expected a list of 1 to 100000 values but found 0",
                "sweep: {link.rate: 5}| 4: sweep.link.rate: expected a list of 1 to 100000 values but found '5'",
                "sweep: {link.rat: [1MB]}| 4: sweep.link.rat[0]: expected a field of a link but found an unknown one; did you mean rate?",
                "sweep:~  link.rate:~    - 1MB~    - fast| 7: sweep.link.rate[1]: expected bytes per second such as 125MB/s or 50MiB/s but found 'fast'",
                "sweep: {link.rate: [1MB, ~]}| 4: sweep.link.rate[1]: expected bytes per second such as 125MB/s or 50MiB/s but found nothing",
                "sweep: {link.rate: [1MB, 1MB]}| 4: sweep.link.rate[1]: expected each value once but found 1MB again",
                "sweep: {link.rate.x: [1MB]}| 4: sweep.link.rate.x[0]: expected a path through fields but found link.rate.x, on which is '1MB'",
                "sweep: {'migrations[0].start': [1s]}| 4: sweep.migrations[0].start[0]: expected the path of an element that the scenario has but found migrations[0].start",
                "sweep: {links: [1s]}| 4: sweep.links[0]: expected a field of a scenario but found an unknown one; did you mean link?",
                "sweep: {seed: [1, 2]}| 4: sweep.seed: expected a field that points may differ in but found seed",
                "sweep: {mode: [live]}| 4: sweep.mode: expected a field that points may differ in but found mode",
                "sweep: {link: [{rate: 1MB}], link.rate: [1MB]}| 4: sweep.link.rate: expected a field that shares nothing with another but found link.rate and link",
                "sweep: {'link rate': [1MB]}| 4: sweep.link rate: expected the path of a field such as link.rate or migrations[0].start but found 'link rate'",
                "sweep: {link.rate: {from: 1MB, to: 2MB}}| 4: sweep.link.rate.steps: expected a whole number from 2 to 100000 but found no such field",
                "sweep: {link.rate: {from: 1MB, to: 2s, steps: 3}}| 4: sweep.link.rate: expected from and to in units of one kind but found 1MB and 2s",
                "sweep: {link.rate: {from: 1MB, to: 2MB, steps: 3, scale: even}}| 4: sweep.link.rate.scale: expected one of linear, log but found 'even'",
                "sweep: {guest.memory: {from: 1s, to: 2s, steps: 3}}| 4: sweep.guest.memory: expected a size such as 4096, 200MiB or 1GB but found '1s'",
                "sweep: {link.rate: {from: 1MB, to: 2MB, steps: 400}, guest.dirty-rate: {from: 1MB, to: 2MB, steps: 400}}| 4: sweep.guest.dirty-rate: expected at most 100000 points in all but found 160000",
                "sweep: {guest.memory: [2MiB], guest.working-set: [1MiB]}| 4: sweep.guest.working-set[0]: expected whole pages of 4096 bytes from 4KiB to 1020KiB with this memory but found 1MiB",
                "repetitions: 0| 4: repetitions: expected a whole number from 1 to 10000 but found '0'",
                "repetitions: -3| 4: repetitions: expected a whole number from 1 to 10000 but found '-3'",
                "repetitions: 10001| 4: repetitions: expected a whole number from 1 to 10000 but found '10001'",
                "repetitions: many| 4: repetitions: expected a whole number from 1 to 10000 but found 'many'",
                "repetitions: {minimum: 1}| 4: repetitions.minimum: expected a whole number from 2 to 10000 but found '1'",
                "repetitions: {minimum: 9, maximum: 8}| 4: repetitions.maximum: expected at least the minimum of 9 but found 8",
                "repetitions: {until: 101%}| 4: repetitions.until: expected a share from 0 to 1 such as 0.01 or 1% but found '101%'",
                "repetitions: {confidence: 100%}| 4: repetitions.confidence: expected a share from 50% to 99.99% but found '100%'",
                "repetitions: {metric: energyJoules}| 4: repetitions.metric: expected one of totalTimeNs, downtimeNs",
                "repetitions: {metric: networkDowntimeNs}| 4: repetitions.metric: expected a metric that the scenario's runs have but found networkDowntimeNs",
                "repetitions: {minimun: 3}| 4: repetitions.minimun: expected a field of repetitions but found an unknown one; did you mean minimum?",
            })
    void refusesWhatIsWrong(String yaml, String error) throws Exception {
        String text = yaml.contains("1MB, ~]") ? yaml : yaml.replace('~', '\n');
        YamlException e =
                assertThrows(
                        YamlException.class,
                        () -> {
                            ScenarioPoints points = points(BASE + text);
                            for (int point = 0; point < points.count(); point++) {
                                points.scenario(point);
                            }
                        },
                        text);
        String expected = directory.resolve("s.yaml") + ":" + error;
        assertEquals(
                expected,
                e.getMessage().substring(0, Math.min(expected.length(), e.getMessage().length())),
                e.getMessage());
    }

    /** The memory of the second point leaves no room for the working set that the file has. */
    @Test
    void whatIsWrongOnlyAtAPointNamesIt() throws Exception {
        ScenarioPoints points =
                points(
                        "guest: {working-set: 32MiB}\nlink: {rate: 1MB}\nmigration: {}\n"
                                + "sweep: {guest.memory: [64MiB, 8MiB]}");
        YamlException e = assertThrows(YamlException.class, () -> points.scenario(1));
        assertEquals(
                directory.resolve("s.yaml")
                        + ":1: guest.working-set: expected whole pages of 4096 bytes from 4KiB to"
                        + " 7164KiB with this memory but found 32MiB, with guest.memory 8MiB",
                e.getMessage());
    }

    @Test
    void longValuesAreRefused() throws Exception {
        YamlException e =
                assertThrows(
                        YamlException.class,
                        () ->
                                points(
                                        BASE
                                                + "sweep: {guest.workload: ['"
                                                + "x".repeat(300)
                                                + "']}"));
        assertEquals(
                directory.resolve("s.yaml")
                        + ":4: sweep.guest.workload[0]: expected a value of at most 200 characters"
                        + " but found a longer one, or one that is not on one line",
                e.getMessage());
    }

    private ScenarioPoints points(String yaml) throws IOException, YamlException {
        return ScenarioPoints.read(Files.writeString(directory.resolve("s.yaml"), yaml));
    }
}
