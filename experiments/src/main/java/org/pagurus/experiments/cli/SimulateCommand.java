package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.progress.SimulationProgress;
import org.pagurus.experiments.report.DayJson;
import org.pagurus.experiments.report.DayText;
import org.pagurus.experiments.report.SimulationJson;
import org.pagurus.experiments.report.SimulationText;
import org.pagurus.experiments.scenario.About;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.Scenario;
import org.pagurus.experiments.scenario.read.ScenarioReader;
import org.pagurus.experiments.scenario.run.ClusterResult;
import org.pagurus.experiments.scenario.run.ClusterRunner;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.experiments.scenario.run.MigrationRunner;
import org.pagurus.experiments.scenario.run.RunException;
import org.pagurus.experiments.scenario.yaml.YamlException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus simulate}. */
@Command(
        name = "simulate",
        description = {
            "Run a scenario in virtual time: migrations over a network, or a cluster under a"
                    + " strategy. Or have migrations of a small guest meet faults. The same"
                    + " scenario and seed give the same output."
        },
        footer = {
            "pagurus simulate scenarios/plain.yaml",
            "pagurus simulate scenarios/cluster-day.yaml --seed 7 --json day.json",
            "pagurus simulate --faults --seeds 1..1000"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            description = "A YAML file; docs/scenarios.md has the fields.")
    private @Nullable Path file;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all random choices (default: the scenario's).")
    private @Nullable Long seed;

    @Mixin private final JsonOption json = new JsonOption();

    @ArgGroup(exclusive = false)
    private @Nullable FaultSeeds faults;

    SimulateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Path named = file;
        FaultSeeds seeds = faults;
        if (seeds != null) {
            CommandException.expect(
                    named == null, "SCENARIO", "none with --faults", String.valueOf(named));
            return seeds.run(screen).status();
        }
        if (named == null) {
            throw new CommandException(
                    ExitCode.USAGE, "SCENARIO: expected one, or --faults, found neither");
        }
        Scenario scenario = read(named);
        json.check();
        return run(seed == null ? scenario : scenario.withSeed(seed), named).status();
    }

    private static Scenario read(Path file) throws CommandException {
        try {
            return ScenarioReader.read(file);
        } catch (YamlException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private ExitCode run(Scenario scenario, Path named)
            throws CommandException, InterruptedException {
        CommandException.expect(
                scenario.mode() == Mode.SIMULATED,
                named + ": mode",
                "simulated",
                "live, which pagurus run runs");
        return switch (scenario) {
            case MigrationScenario migrations -> migrate(migrations, named);
            case ClusterScenario cluster -> runCluster(cluster);
        };
    }

    private ExitCode migrate(MigrationScenario scenario, Path named)
            throws CommandException, InterruptedException {
        List<MigrationResult> results;
        try (SimulationProgress progress = screen.simulationProgress()) {
            results = MigrationRunner.of(scenario.fidelity()).run(scenario, progress);
        } catch (RunException e) {
            throw new CommandException(ExitCode.USAGE, named + ": " + e.getMessage(), e);
        }
        print(scenario.about(), SimulationText.of(results));
        json.write(SimulationJson.of(results, scenario.about().seed()));
        return results.stream()
                .map(result -> ExitCode.of(result.report()))
                .filter(code -> code != ExitCode.OK)
                .findFirst()
                .orElse(ExitCode.OK);
    }

    private ExitCode runCluster(ClusterScenario scenario) throws CommandException {
        ClusterResult result;
        try (SimulationProgress progress = screen.simulationProgress()) {
            result = ClusterRunner.run(scenario, progress);
        }
        print(scenario.about(), DayText.of(result.report()));
        json.write(DayJson.of(result.report(), result.samples(), scenario.about().seed()));
        return ExitCode.OK;
    }

    private void print(About about, String report) {
        String description = about.description().isEmpty() ? "" : ": " + about.description();
        screen.out().println(about.name() + description);
        screen.out().println("seed " + about.seed());
        screen.out().println();
        screen.out().print(report);
        screen.out().flush();
    }
}
