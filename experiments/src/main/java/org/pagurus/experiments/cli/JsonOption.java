package org.pagurus.experiments.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that a report is written to. */
final class JsonOption {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report to this file as well, as one JSON object.")
    private @Nullable Path file;

    /** Fails before the work is done rather than after it. */
    void check() throws CommandException {
        if (file != null) {
            new OutputFile("--json", file).check();
        }
    }

    void write(String json) throws CommandException {
        if (file != null) {
            new OutputFile("--json", file).write(json);
        }
    }
}
