package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pagurus}: only its subcommands do something. */
@Command(
        name = "pagurus",
        description = "Live migration of guests between hosts.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "pagurus demo",
            "pagurus demo --web",
            "pagurus simulate scenarios/plain.yaml",
            "pagurus migrate --help"
        })
final class PagurusCommand {
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    private boolean version;
}
