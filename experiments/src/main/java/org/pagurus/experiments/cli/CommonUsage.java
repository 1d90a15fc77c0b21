package org.pagurus.experiments.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * What all commands share: {@code --help}, {@code --verbose}, and in the help the exit codes and
 * the examples, which each command has in its {@code footer}, a line each.
 */
@Command
final class CommonUsage {
    private static final int HELP_COLUMNS = 110;
    private static final String VERBOSE = "--verbose";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-v", VERBOSE},
            description = "Show the log, and the stack trace of an error.")
    private boolean verbose;

    /** Gives a command and all below it what they share. */
    static void apply(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.addMixin("common", CommandSpec.forAnnotatedObject(new CommonUsage()));
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .width(HELP_COLUMNS)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings())
                .footerHeading("%nExamples:%n")
                .footer(indented(spec.usageMessage().footer()));
        command.getSubcommands().values().forEach(CommonUsage::apply);
    }

    private static String[] indented(String[] examples) {
        return Arrays.stream(examples).map(example -> "  " + example).toArray(String[]::new);
    }

    /** Whether a parsed command, or one above it, was asked to say more. */
    static boolean isVerbose(CommandLine command) {
        for (CommandLine at = command; at != null; at = at.getParent()) {
            OptionSpec option = at.getCommandSpec().findOption(VERBOSE);
            if (option != null && Boolean.TRUE.equals(option.getValue())) {
                return true;
            }
        }
        return false;
    }
}
