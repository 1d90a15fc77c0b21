package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus bench}: only its subcommands do something. */
@Command(
        name = "bench",
        description = "Measure parts of a migration without one.",
        synopsisSubcommandLabel = "COMMAND")
final class BenchCommand {}
