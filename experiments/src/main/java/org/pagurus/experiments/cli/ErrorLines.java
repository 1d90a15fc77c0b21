package org.pagurus.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what went wrong on one line: {@code pagurus: FIELD: what was expected, what was found; what
 * to do}. A stack trace only with {@code --verbose}.
 */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final String NAME = "pagurus: ";

    /** What picocli puts before the reason; the field is named already. */
    private static final String INVALID = "^Invalid value for [^:]*'?[^:]*: ";

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String help = "; see '" + command.getCommandSpec().qualifiedName() + " --help'";
        print(command, line(e) + help, e);
        return ExitCode.USAGE.status();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        if (e instanceof CommandException failure) {
            print(command, String.valueOf(e.getMessage()), e);
            return failure.code().status();
        }
        String advice = CommonUsage.isVerbose(command) ? "" : "; --verbose shows where";
        print(command, "unexpected: " + e + advice, e);
        return ExitCode.FAILED.status();
    }

    private static void print(CommandLine command, String line, Exception e) {
        PrintWriter err = command.getErr();
        err.println(NAME + line.replaceAll("\\s*\\R\\s*", " "));
        if (CommonUsage.isVerbose(command)) {
            e.printStackTrace(err);
        }
        err.flush();
    }

    private static String line(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing -> missing(missing);
            default -> {
                ArgSpec field = e.getArgSpec();
                String reason = String.valueOf(e.getMessage());
                yield field == null
                        ? decapitalised(reason)
                        : name(field) + ": " + decapitalised(reason.replaceFirst(INVALID, ""));
            }
        };
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String found = e.getUnmatched().getFirst();
        Map<String, CommandLine> commands = e.getCommandLine().getSubcommands();
        if (e.isUnknownOption()) {
            List<String> suggestions = e.getSuggestions();
            return found
                    + ": no such option"
                    + (suggestions.isEmpty() ? "" : ", did you mean " + suggestions.getFirst());
        }
        return commands.isEmpty()
                ? found + ": expected no further argument"
                : "COMMAND: expected " + anyOf(commands.keySet()) + ", found '" + found + "'";
    }

    private static String missing(MissingParameterException e) {
        if (e.getMissing().isEmpty()) {
            Map<String, CommandLine> commands = e.getCommandLine().getSubcommands();
            return commands.isEmpty()
                    ? decapitalised(String.valueOf(e.getMessage()))
                    : "COMMAND: expected " + anyOf(commands.keySet()) + ", found none";
        }
        ArgSpec field = e.getMissing().getFirst();
        return field instanceof OptionSpec option
                ? name(field) + ": expected " + option.paramLabel() + ", found nothing"
                : name(field) + ": expected one, found none";
    }

    private static String anyOf(Set<String> names) {
        return String.join(" or ", names);
    }

    private static String name(ArgSpec field) {
        return field instanceof OptionSpec option ? option.longestName() : field.paramLabel();
    }

    private static String decapitalised(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
