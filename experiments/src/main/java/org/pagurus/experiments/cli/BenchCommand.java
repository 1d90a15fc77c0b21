package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus bench}: only its subcommands do something. */
@Command(
        name = "bench",
        description = "Measure parts of a migration without one.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "pagurus bench compression --mix zero=40,text=60",
            "pagurus bench simulation --calibration calibration.json --trace traces/boot"
        })
final class BenchCommand {}
