package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus scenario}: only its subcommands do something. */
@Command(
        name = "scenario",
        description = "Check scenarios, show them with every default, describe them to editors.",
        synopsisSubcommandLabel = "COMMAND")
final class ScenarioCommand {}
