package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.yaml.YamlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pagurus scenario check}. */
@Command(
        name = "check",
        description =
                "Check scenarios without running them: a line for each, with what is wrong first in"
                        + " it.",
        footer = "pagurus scenario check scenarios/plain.yaml scenarios/fluid.yaml")
final class ScenarioCheckCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "YAML files; docs/scenarios.md has the fields.")
    private List<Path> files = new ArrayList<>();

    ScenarioCheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        ExitCode code = ExitCode.OK;
        for (Path file : files) {
            try {
                ScenarioPoints points = ScenarioPoints.read(file);
                for (int point = 0; point < points.count(); point++) {
                    points.scenario(point);
                }
                String count = points.count() == 1 ? "" : ", " + points.count() + " points";
                screen.out().println(file + ": right: " + points.about().name() + count);
            } catch (YamlException e) {
                screen.err().println("pagurus: " + e.getMessage());
                code = ExitCode.USAGE;
            }
        }
        screen.out().flush();
        screen.err().flush();
        return code.status();
    }
}
