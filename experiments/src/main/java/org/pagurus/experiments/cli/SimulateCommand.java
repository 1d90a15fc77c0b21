package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code pagurus simulate}. */
@Command(
        name = "simulate",
        description = {
            "Have migrations of a small guest meet faults in virtual time. The same seed gives the"
                    + " same migration."
        })
final class SimulateCommand implements Callable<Integer> {
    private final Screen screen;

    @ArgGroup(exclusive = false)
    private @Nullable FaultSeeds faults;

    SimulateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        FaultSeeds asked = faults;
        if (asked == null) {
            throw new CommandException(ExitCode.USAGE, "--faults: expected it, found nothing");
        }
        return asked.run(screen).status();
    }
}
