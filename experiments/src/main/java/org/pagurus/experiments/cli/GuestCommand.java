package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus guest}: only its subcommands do something. */
@Command(
        name = "guest",
        description = "Start, look at, check, stop, save and restore guests.",
        synopsisSubcommandLabel = "COMMAND")
final class GuestCommand {}
