package org.pagurus.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
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
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--json: expected a file in a directory that exists, found " + file);
        }
        boolean writable =
                Files.exists(file) ? Files.isWritable(file) : Files.isWritable(directory);
        if (Files.isDirectory(file) || !writable) {
            throw new CommandException(
                    ExitCode.USAGE, "--json: expected a file that can be written, found " + file);
        }
    }

    void write(String json) throws CommandException {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "--json: " + file + " can't be written: " + e, e);
        }
    }
}
