package org.pagurus.experiments.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all commands share: {@code --help}, {@code --verbose}, and the exit codes in the help. */
@Command
final class CommonUsage {
    private static final String MIXIN = "common";
    private static final int HELP_COLUMNS = 110;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show the log, and the stack trace of an error.")
    private boolean verbose;

    /** Gives a command and all below it what they share. */
    static void apply(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addMixin(MIXIN, CommandSpec.forAnnotatedObject(new CommonUsage()));
        }
        spec.usageMessage()
                .showDefaultValues(true)
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .width(HELP_COLUMNS)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        command.getSubcommands().values().forEach(CommonUsage::apply);
    }

    /** Whether a parsed command was asked to say more. */
    static boolean isVerbose(CommandLine command) {
        CommandSpec mixin =
                command.getMixins().get(MIXIN) == null ? null : command.getCommandSpec();
        return mixin != null && mixin.findOption("--verbose").getValue().equals(Boolean.TRUE);
    }
}
