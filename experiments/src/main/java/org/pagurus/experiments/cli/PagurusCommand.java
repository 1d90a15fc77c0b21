package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus}: only its subcommands do something. */
@Command(
        name = "pagurus",
        description = "Live migration of guests between hosts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class PagurusCommand {}
