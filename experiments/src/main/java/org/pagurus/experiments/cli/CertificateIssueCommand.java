package org.pagurus.experiments.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.transport.certificate.CertificateAuthority;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import org.pagurus.transport.certificate.CertificateName;
import org.pagurus.transport.certificate.Credential;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus certificate issue}. */
@Command(
        name = "issue",
        description = "Make a certificate, with a fresh key, by the authority in the directory.",
        footer = {
            "pagurus certificate issue host-a.example --for host --ip 192.0.2.7 --directory pki",
            "pagurus certificate issue ada --for operator --directory pki"
        })
final class CertificateIssueCommand implements Callable<Integer> {
    /** A certificate that is renewed once a year is one that somebody knows how to renew. */
    private static final int MAX_DAYS = 825;

    private static final int MAX_NAMES = 64;

    private final Screen screen;

    @Parameters(
            paramLabel = "NAME",
            description = "A DNS name: the host's, or any for an operator; it names the files too.")
    private String name = "";

    @Option(
            names = "--for",
            paramLabel = "ROLE",
            required = true,
            description = "What it is for: host, operator.")
    private @Nullable Role role;

    @Option(
            names = "--dns",
            paramLabel = "NAME",
            split = ",",
            description = "A further DNS name; may be given again.")
    private List<String> dns = new ArrayList<>();

    @Option(
            names = "--ip",
            paramLabel = "ADDRESS",
            split = ",",
            description = "An address that the host is reached at; may be given again.")
    private List<String> ips = new ArrayList<>();

    @Option(
            names = "--uri",
            paramLabel = "URI",
            split = ",",
            description = "A name such as spiffe://example/host/a; may be given again.")
    private List<String> uris = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "COUNT",
            description = "How long it is valid, within its authority's time" + Shown.DEFAULT)
    private int days = 365;

    @Mixin private final CertificateFiles files = new CertificateFiles();

    CertificateIssueCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        CommandException.expect(days >= 1 && days <= MAX_DAYS, "--days", "1 to " + MAX_DAYS, days);
        List<CertificateName> names = names();
        files.check();
        CertificateAuthority authority;
        try {
            authority =
                    CertificateAuthority.read(
                            files.certificate(CertificateFiles.AUTHORITY),
                            files.key(CertificateFiles.AUTHORITY));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "--directory: "
                            + e.getMessage()
                            + "; 'pagurus certificate authority' makes one",
                    e);
        }
        Credential issued = issue(authority, names);
        screen.out().println(files.write(name, issued));
        return ExitCode.OK.status();
    }

    private Credential issue(CertificateAuthority authority, List<CertificateName> names)
            throws CommandException {
        Instant now = Instant.now();
        try {
            return authority.issue(
                    name,
                    role == null ? Role.OPERATOR : role,
                    names,
                    now,
                    now.plus(Duration.ofDays(days)));
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.FAILED, "--directory: the authority: " + e.getMessage(), e);
        }
    }

    private List<CertificateName> names() throws CommandException {
        CommandException.expect(
                dns.size() + ips.size() + uris.size() < MAX_NAMES,
                "--dns",
                "up to " + MAX_NAMES + " names",
                dns.size() + ips.size() + uris.size() + 1);
        CommandException.expect(
                !name.equals(CertificateFiles.AUTHORITY),
                "NAME",
                "another than the authority's",
                name);
        List<CertificateName> names = new ArrayList<>();
        add(names, "NAME", () -> new CertificateName.Dns(name));
        for (String text : dns) {
            add(names, "--dns", () -> new CertificateName.Dns(text));
        }
        for (String text : ips) {
            add(names, "--ip", () -> new CertificateName.Ip(text));
        }
        for (String text : uris) {
            add(names, "--uri", () -> new CertificateName.Uri(text));
        }
        return names;
    }

    private interface Parsed {
        CertificateName name();
    }

    private static void add(List<CertificateName> names, String field, Parsed parsed)
            throws CommandException {
        try {
            names.add(parsed.name());
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, field + ": " + e.getMessage(), e);
        }
    }
}
