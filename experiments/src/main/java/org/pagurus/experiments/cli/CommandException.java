package org.pagurus.experiments.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command can't do what it was asked for. The message is one line: {@code FIELD: what was
 * expected, what was found; what to do}.
 */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public CommandException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public CommandException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * Refuses a value that does not fit.
     *
     * @throws CommandException when it does not hold
     */
    static void expect(boolean holds, String field, String expected, @Nullable Object found)
            throws CommandException {
        if (!holds) {
            throw new CommandException(
                    ExitCode.USAGE, field + ": expected " + expected + ", found " + found);
        }
    }

    public ExitCode code() {
        return code;
    }
}
