package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.calibration.CalibrationJson;

class SimulateTest {
    private static final Path SCENARIOS = Path.of("scenarios");

    private static final Map<Path, Simulated> FIRST_RUNS = new HashMap<>();

    private record Simulated(CommandLineRun run, String json) {}

    @TempDir Path directory;

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.sorted().toList().stream();
        }
    }

    /** Those with a sweep are for {@code pagurus run}. */
    static Stream<Path> scenariosOfOnePoint() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path scenario : scenarios().toList()) {
            if (!Files.readString(scenario).contains("\nsweep:")) {
                files.add(scenario);
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("scenariosOfOnePoint")
    void everyReadyScenarioRunsAndGivesTheSameBytesAgain(Path scenario) throws Exception {
        Simulated first = simulated(scenario);
        boolean givesUp = scenario.endsWith("convergence-limit.yaml");
        assertEquals(
                givesUp ? ExitCode.FAILED.status() : 0, first.run.status(), first.run::toString);
        String name = scenario.getFileName().toString().replace(".yaml", "");
        assertTrue(first.run.out().startsWith(name + ": "), first.run::out);
        Simulated second = fresh(scenario);
        assertEquals(first.run.out(), second.run.out());
        assertEquals(first.json, second.json);
    }

    @Test
    void everyReadyScenarioSaysFirstWhatItShows() throws IOException {
        assertTrue(scenarios().count() >= 18);
        for (Path scenario : scenarios().toList()) {
            assertTrue(scenario.toString().endsWith(".yaml"), scenario::toString);
            assertTrue(Files.readString(scenario).startsWith("# "), scenario::toString);
        }
    }

    @Test
    void oneMigrationHasTheReportOfALiveOne() throws Exception {
        JsonNode report = json("plain.yaml");
        assertEquals("completed", report.get("outcome").asText());
        assertTrue(report.get("memoryIdentical").booleanValue());
        assertEquals(256L << 20, report.get("memoryBytes").longValue());
        assertTrue(report.get("rounds").size() > 1);
        assertEquals(1, report.get("seed").longValue());
        double seconds = report.get("totalTimeNs").longValue() / 1e9;
        assertEquals(1000 * seconds, report.get("serviceRequests").doubleValue(), 1);
        assertEquals(0, report.get("serviceLostToThrottling").longValue());
    }

    @Test
    void severalMigrationsHaveOneEach() throws Exception {
        JsonNode migrations = json("shared-uplink.yaml").get("migrations");
        assertEquals(4, migrations.size());
        for (JsonNode migration : migrations) {
            assertEquals("completed", migration.get("outcome").asText());
            // What they send alone would have gone in 0.5 s each; the uplink was shared by two.
            double bytes = migration.get("totalBytes").doubleValue();
            double seconds = migration.get("totalTimeNs").doubleValue() / 1e9;
            assertTrue(bytes / seconds < 0.8 * 62.5e6, migration::toString);
        }
        assertEquals("krill", migrations.get(3).get("guest").asText());
        assertEquals(500_000_000, migrations.get(3).get("startNs").longValue());
    }

    @Test
    void aCutLinkIsSeenAndComeBackFrom() throws Exception {
        JsonNode report = json("link-cut.yaml");
        assertEquals("completed", report.get("outcome").asText());
        assertTrue(report.get("resumes").intValue() >= 1, report::toString);
        assertTrue(report.get("totalTimeNs").longValue() > 20_000_000_000L);
    }

    @Test
    void givingUpNamesTheLimitThatWouldHaveSufficed() throws Exception {
        JsonNode report = json("convergence-limit.yaml");
        assertEquals("failed", report.get("outcome").asText());
        assertTrue(report.get("sufficientDowntimeLimitNs").longValue() > 300_000_000);
    }

    /** A disk that takes longer for a record makes a longer downtime, in either fidelity. */
    @ParameterizedTest
    @ValueSource(strings = {"exact", "fluid"})
    void workTakesWhatTheCalibrationSays(String fidelity) throws Exception {
        Calibration typical = Calibration.TYPICAL;
        long slowNs = 30_000_000;
        Calibration slow =
                new Calibration(
                        typical.machine(),
                        "2026-11-25",
                        typical.cores(),
                        typical.takenCores(),
                        typical.writtenPageNs(),
                        typical.memoryJournalNs(),
                        typical.steps().withJournalNs(slowNs),
                        typical.pages());
        Files.writeString(directory.resolve("slow.json"), CalibrationJson.of(slow));
        String yaml =
                "guest: {memory: 16MiB}\nlink: {rate: 100MB}\nmigration: {selector: none}\n"
                        + "fidelity: "
                        + fidelity
                        + "\n";
        Path usual = Files.writeString(directory.resolve("usual.yaml"), yaml);
        Path slower =
                Files.writeString(directory.resolve("slow.yaml"), yaml + "costs: slow.json\n");
        long moreNs = downtimeNs(slower) - downtimeNs(usual);
        assertEquals(2 * (slowNs - typical.steps().journalNs()), moreNs, 2_000_000);
    }

    private long downtimeNs(Path scenario) throws Exception {
        Path json = directory.resolve("report.json");
        Files.deleteIfExists(json);
        CommandLineRun run = simulate(scenario, "--json", json.toString());
        assertEquals(ExitCode.OK.status(), run.status(), run::err);
        return new ObjectMapper().readTree(json.toFile()).get("downtimeNs").longValue();
    }

    @Test
    void whatCannotBeRunIsSaid() throws Exception {
        String yaml = "guest: {}\nlink: {rate: 1MB}\nmigration: {}\n";
        Path fluid = Files.writeString(directory.resolve("f.yaml"), yaml + "fidelity: fluid\n");
        Path costs = Files.writeString(directory.resolve("c.yaml"), yaml + "costs: f.yaml\n");
        CommandLineRun uncalibrated = simulate(costs);
        assertEquals(ExitCode.USAGE.status(), uncalibrated.status());
        assertTrue(
                uncalibrated.err().startsWith("pagurus: " + costs + ": costs: " + fluid + ": "),
                uncalibrated::err);
        assertEquals(1, uncalibrated.err().lines().count(), uncalibrated::err);
        Path huge =
                Files.writeString(
                        directory.resolve("h.yaml"),
                        "guests: {a: &a {memory: 64GiB}, b: *a, c: *a, d: *a, e: *a, f: *a}\n"
                                + "link: {rate: 1MB}\nmigrations: [{guest: a}, {guest: b},"
                                + " {guest: c}, {guest: d}, {guest: e}, {guest: f}]\n");
        CommandLineRun large = simulate(huge);
        assertEquals(ExitCode.USAGE.status(), large.status());
        assertTrue(large.err().contains(": guests: expected their memory"), large::err);
    }

    @Test
    void whatIsToBeRunForRealIsNotSimulated() throws Exception {
        Path live =
                Files.writeString(
                        directory.resolve("l.yaml"),
                        "mode: live\nguest: {}\nlink: {rate: 1MB}\nmigration: {}\n");
        CommandLineRun run = simulate(live);
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertEquals(
                "pagurus: "
                        + live
                        + ": mode: expected simulated, found live, which pagurus run runs\n",
                run.err());
        assertEquals("", run.out());
    }

    @Test
    void anotherSeedGivesAnotherDay() throws Exception {
        Path scenario = SCENARIOS.resolve("cluster-day.yaml");
        CommandLineRun one = simulated(scenario).run;
        CommandLineRun other = simulate(scenario, "--seed", "2");
        assertTrue(other.out().contains("\nseed 2\n"), other::out);
        assertNotEquals(one.out().replace("seed 1", "seed"), other.out().replace("seed 2", "seed"));
    }

    @Test
    void aClustersReportHasItsSamples() throws Exception {
        JsonNode day = json("cluster-day.yaml");
        assertEquals("mad-2.5/mmt/power-aware-best-fit", day.get("strategy").asText());
        assertEquals(288, day.get("samples").size());
        double joules = 0;
        for (JsonNode sample : day.get("samples")) {
            joules += sample.get("joules").doubleValue();
        }
        assertEquals(day.get("energyJoules").doubleValue(), joules, 1e-9 * joules);
        assertTrue(day.get("migrations").longValue() > 0);
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws Exception {
        Path file = Files.writeString(directory.resolve("s.yaml"), "guest: {}\nlnik: {}\n");
        CommandLineRun run = simulate(file);
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertEquals(
                "pagurus: "
                        + file
                        + ":2: lnik: expected a field of a scenario but found an unknown one; did"
                        + " you mean link?\n",
                run.err());
        assertEquals("", run.out());
        assertEquals(
                "pagurus: SCENARIO: expected one, or --faults, found neither\n",
                CommandLineRun.of("simulate").err());
        assertEquals(
                "pagurus: "
                        + directory.resolve("none.yaml")
                        + ":1: expected a scenario but found no such file\n",
                simulate(directory.resolve("none.yaml")).err());
        CommandLineRun unwritable =
                simulate(SCENARIOS.resolve("cluster-day.yaml"), "--json", "/nowhere/day.json");
        assertEquals(ExitCode.USAGE.status(), unwritable.status());
        assertEquals("", unwritable.out());
    }

    private JsonNode json(String scenario) throws IOException {
        return new ObjectMapper().readTree(simulated(SCENARIOS.resolve(scenario)).json);
    }

    /** A ready scenario's first run, which tests share. */
    private Simulated simulated(Path scenario) throws IOException {
        Simulated known = FIRST_RUNS.get(scenario);
        if (known == null) {
            known = fresh(scenario);
            FIRST_RUNS.put(scenario, known);
        }
        return known;
    }

    private Simulated fresh(Path scenario) throws IOException {
        Path json = directory.resolve("report.json");
        CommandLineRun run = simulate(scenario, "--json", json.toString());
        // On a machine that has much else to do it takes long enough to be told how far it is.
        assertTrue(run.err().lines().allMatch(line -> line.startsWith("simulated ")), run::err);
        return new Simulated(run, Files.readString(json));
    }

    private static CommandLineRun simulate(Path scenario, String... options) {
        String[] arguments =
                Stream.concat(Stream.of("simulate", scenario.toString()), Stream.of(options))
                        .toArray(String[]::new);
        return CommandLineRun.of(arguments);
    }
}
