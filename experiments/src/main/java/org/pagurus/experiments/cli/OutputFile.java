package org.pagurus.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command writes when its work is done.
 *
 * @param option that names the file
 */
record OutputFile(String option, Path file) {
    /** Fails before the work is done rather than after it. */
    void check() throws CommandException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    option + ": expected a file in a directory that exists, found " + file);
        }
        boolean writable =
                Files.exists(file) ? Files.isWritable(file) : Files.isWritable(directory);
        if (Files.isDirectory(file) || !writable) {
            throw new CommandException(
                    ExitCode.USAGE,
                    option + ": expected a file that can be written, found " + file);
        }
    }

    void write(String text) throws CommandException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, option + ": " + file + " can't be written: " + e, e);
        }
    }
}
