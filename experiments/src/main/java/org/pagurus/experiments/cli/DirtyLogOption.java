package org.pagurus.experiments.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.DirtyLogs;
import picocli.CommandLine.Option;

/** Who keeps the guests' dirty logs on a host. */
final class DirtyLogOption {
    /** What a person can choose. */
    enum Choice {
        AUTO,
        SOFTWARE,
        KERNEL
    }

    @Option(
            names = "--dirty-log",
            paramLabel = "LOG",
            description =
                    "software: the guest marks its writes; kernel: userfaultfd write-protection;"
                            + " auto: kernel where it can be used (default: auto).")
    private Choice choice = Choice.AUTO;

    /**
     * The log to use.
     *
     * @param notes told why it is not the kernel's, when a person did not choose
     */
    DirtyLogKind choose(PrintWriter notes) throws CommandException {
        if (choice == Choice.SOFTWARE) {
            return DirtyLogKind.SOFTWARE;
        }
        Optional<String> unavailable = DirtyLogs.unavailable(DirtyLogKind.KERNEL);
        if (unavailable.isEmpty()) {
            return DirtyLogKind.KERNEL;
        }
        if (choice == Choice.KERNEL) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "--dirty-log: expected the kernel's log to be usable, found: "
                            + unavailable.get()
                            + "; choose --dirty-log software");
        }
        notes.println("dirty log: software, as the kernel's cannot be used: " + unavailable.get());
        return DirtyLogKind.SOFTWARE;
    }
}
