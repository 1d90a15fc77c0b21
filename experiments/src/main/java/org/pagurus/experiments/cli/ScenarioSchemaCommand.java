package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.pagurus.experiments.scenario.schema.ScenarioSchema;
import picocli.CommandLine.Command;

/** {@code pagurus scenario schema}. */
@Command(
        name = "schema",
        description = "Print what a scenario may have as JSON Schema, for editors.",
        footer = "pagurus scenario schema > pagurus.schema.json")
final class ScenarioSchemaCommand implements Callable<Integer> {
    private final Screen screen;

    ScenarioSchemaCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.out().print(ScenarioSchema.json());
        screen.out().flush();
        return ExitCode.OK.status();
    }
}
