package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulateTest {
    private static final Path SCENARIOS = Path.of("scenarios");

    @TempDir Path directory;

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyReadyScenarioRunsAndGivesTheSameBytesAgain(Path scenario) throws Exception {
        Path first = directory.resolve("first.json");
        Path second = directory.resolve("second.json");
        CommandLineRun run = simulate(scenario, "--json", first.toString());
        boolean givesUp = scenario.endsWith("convergence-limit.yaml");
        assertEquals(givesUp ? ExitCode.FAILED.status() : 0, run.status(), run::toString);
        assertEquals("", run.err());
        String name = scenario.getFileName().toString().replace(".yaml", "");
        assertTrue(run.out().startsWith(name + ": "), run::out);
        CommandLineRun again = simulate(scenario, "--json", second.toString());
        assertEquals(run.out(), again.out());
        assertEquals(Files.readString(first), Files.readString(second));
        assertFalse(new ObjectMapper().readTree(first.toFile()).isEmpty());
    }

    @Test
    void everyReadyScenarioSaysFirstWhatItShows() throws IOException {
        assertTrue(scenarios().count() >= 2);
        for (Path scenario : scenarios().toList()) {
            assertTrue(scenario.toString().endsWith(".yaml"), scenario::toString);
            assertTrue(Files.readString(scenario).startsWith("# "), scenario::toString);
        }
    }

    @Test
    void anotherSeedGivesAnotherDay() throws Exception {
        Path scenario = SCENARIOS.resolve("cluster-day.yaml");
        CommandLineRun one = simulate(scenario);
        CommandLineRun other = simulate(scenario, "--seed", "2");
        assertTrue(other.out().contains("\nseed 2\n"), other::out);
        assertNotEquals(one.out().replace("seed 1", "seed"), other.out().replace("seed 2", "seed"));
    }

    @Test
    void aClustersReportHasItsSamples() throws Exception {
        Path json = directory.resolve("day.json");
        CommandLineRun run =
                simulate(SCENARIOS.resolve("cluster-day.yaml"), "--json", json.toString());
        assertTrue(run.out().contains("mad-2.5/mmt/power-aware-best-fit"), run::out);
        JsonNode day = new ObjectMapper().readTree(json.toFile());
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
                "pagurus: SCENARIO: expected one, found none\n",
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

    private static CommandLineRun simulate(Path scenario, String... options) {
        String[] arguments =
                Stream.concat(Stream.of("simulate", scenario.toString()), Stream.of(options))
                        .toArray(String[]::new);
        return CommandLineRun.of(arguments);
    }
}
