package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus guest}: only its subcommands do something. */
@Command(
        name = "guest",
        description = "Start, look at, check, stop, save and restore guests.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"pagurus guest start crab --memory 512MiB", "pagurus guest status"})
final class GuestCommand {}
