package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.write.SweptScenarioWriter;
import org.pagurus.experiments.scenario.yaml.YamlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pagurus scenario show}. */
@Command(
        name = "show",
        description = "Print a scenario with every default filled in. It can be run as it is.",
        footer = "pagurus scenario show scenarios/plain.yaml > full.yaml")
final class ScenarioShowCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "A YAML file; docs/scenarios.md has the fields.")
    private Path file = Path.of("");

    ScenarioShowCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandException {
        try {
            screen.out().print(SweptScenarioWriter.write(ScenarioPoints.read(file)));
            screen.out().flush();
            return ExitCode.OK.status();
        } catch (YamlException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
