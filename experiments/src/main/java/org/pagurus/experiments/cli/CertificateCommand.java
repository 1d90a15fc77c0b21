package org.pagurus.experiments.cli;

import picocli.CommandLine.Command;

/** {@code pagurus certificate}: only its subcommands do something. */
@Command(
        name = "certificate",
        description = "Make the certificates by which hosts and operators know each other.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "pagurus certificate authority --directory pki",
            "pagurus certificate issue host-a.example --for host --directory pki"
        })
final class CertificateCommand {}
