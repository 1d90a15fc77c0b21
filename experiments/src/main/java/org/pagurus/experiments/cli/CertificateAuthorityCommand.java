package org.pagurus.experiments.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.pagurus.transport.certificate.CertificateAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagurus certificate authority}. */
@Command(
        name = "authority",
        description = {
            "Make an authority: hosts that share it believe the certificates that it issues.",
            "Who has its key can pass themselves off as any host: keep it off the hosts."
        },
        footer = "pagurus certificate authority --directory pki")
final class CertificateAuthorityCommand implements Callable<Integer> {
    private static final int MAX_DAYS = 36_500;
    private static final int MAX_NAME_CHARACTERS = 64;

    private final Screen screen;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What people see of it" + Shown.DEFAULT)
    private String name = "Pagurus authority";

    @Option(
            names = "--days",
            paramLabel = "COUNT",
            description = "How long it is valid" + Shown.DEFAULT)
    private int days = 3650;

    @Mixin private final CertificateFiles files = new CertificateFiles();

    CertificateAuthorityCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        CommandException.expect(days >= 1 && days <= MAX_DAYS, "--days", "1 to " + MAX_DAYS, days);
        CommandException.expect(
                !name.isBlank() && name.length() <= MAX_NAME_CHARACTERS,
                "--name",
                "1 to " + MAX_NAME_CHARACTERS + " characters",
                "'" + name + "'");
        files.check();
        CertificateAuthority authority =
                CertificateAuthority.create(name, Instant.now(), Duration.ofDays(days));
        screen.out().println(files.write(CertificateFiles.AUTHORITY, authority.own()));
        return ExitCode.OK.status();
    }
}
