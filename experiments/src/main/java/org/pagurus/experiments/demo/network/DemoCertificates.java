package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.process.AtExit;
import org.pagurus.transport.certificate.CertificateAuthority;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import org.pagurus.transport.certificate.CertificateName;
import org.pagurus.transport.security.TlsFiles;
import org.pagurus.transport.security.TlsTransport;
import org.pagurus.transport.security.TransportSecurity;

/**
 * Who is who among the demo's hosts: an authority of its own, a certificate for each host and one
 * for the demo, which commands them. The authority's key is never written; the other files are in a
 * directory that its owner alone can enter, and go when this is closed or the process ends.
 */
final class DemoCertificates implements AutoCloseable {
    /** No demo takes longer. */
    private static final Duration LIFETIME = Duration.ofDays(1);

    private static final String OPERATOR = "demo";

    private final Path directory;
    private final Path authority;
    private final AtExit atExit;

    private DemoCertificates(Path directory) {
        this.directory = directory;
        this.authority = directory.resolve("authority.crt");
        atExit = new AtExit("remove-certificates", this::remove);
    }

    /** Makes all of them; when that fails, nothing stays. */
    static DemoCertificates make() throws IOException {
        DemoCertificates made =
                new DemoCertificates(Files.createTempDirectory("pagurus-certificates-"));
        try {
            made.issueAll();
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    private void issueAll() throws IOException {
        Instant now = Instant.now();
        CertificateAuthority issuer = CertificateAuthority.create("Pagurus demo", now, LIFETIME);
        issuer.own().writeCertificate(authority);
        for (Host host : Host.values()) {
            issue(
                    issuer,
                    Role.HOST,
                    List.of(
                            new CertificateName.Dns(nameOf(host)),
                            new CertificateName.Ip(Topology.migrationAddress(host))),
                    nameOf(host),
                    now);
        }
        issue(issuer, Role.OPERATOR, List.of(new CertificateName.Dns(OPERATOR)), OPERATOR, now);
    }

    private void issue(
            CertificateAuthority issuer,
            Role role,
            List<CertificateName> names,
            String name,
            Instant now)
            throws IOException {
        TlsFiles files = files(name);
        issuer.issue(name, role, names, now, now.plus(LIFETIME))
                .write(files.certificate(), files.key(), false);
    }

    /** With these a host daemon speaks to the other host and obeys the demo, and nobody else. */
    List<String> hostOptions(Host host) {
        TlsFiles files = files(nameOf(host));
        Host other = host == Host.SOURCE ? Host.DESTINATION : Host.SOURCE;
        return List.of(
                "--tls-cert",
                files.certificate().toString(),
                "--tls-key",
                files.key().toString(),
                "--tls-ca",
                files.authority().toString(),
                "--allow-host",
                nameOf(other),
                "--allow-operator",
                OPERATOR);
    }

    /** How the demo connects to its hosts. */
    TransportSecurity operator() throws IOException {
        return TlsTransport.forClient(files(OPERATOR));
    }

    @Override
    public void close() {
        remove();
        atExit.close();
    }

    private void remove() {
        try {
            try (var files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Gone already, or left behind: keys that nothing believes any more.
        }
    }

    private TlsFiles files(String name) {
        return new TlsFiles(
                directory.resolve(name + ".crt"), directory.resolve(name + ".key"), authority);
    }

    private static String nameOf(Host host) {
        return host.name().toLowerCase(Locale.ROOT);
    }
}
