package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus scenario}: only its subcommands do something. */
@Command(
        name = "scenario",
        description = "Check scenarios, show them with every default, describe them to editors.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "pagurus scenario check scenarios/plain.yaml",
            "pagurus scenario show scenarios/plain.yaml"
        })
final class ScenarioCommand {}
