package org.pagurus.transport.security;

import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.pagurus.transport.certificate.CertificateAuthority;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import org.pagurus.transport.certificate.CertificateName;
import org.pagurus.transport.certificate.Credential;

/** An authority with the files of its peers in one directory. */
public final class TestAuthority {
    public static final String HOST_A = "host-a.example";
    public static final String HOST_B = "host-b.example";
    public static final String OPERATOR = "spiffe://example/operator/ada";
    public static final PeerLists LISTS = new PeerLists(Set.of(HOST_A, HOST_B), Set.of(OPERATOR));

    private final Path directory;
    private final Path ownCertificate;
    private final CertificateAuthority authority;
    private int issued;

    public TestAuthority(Path directory, String name) throws IOException {
        this.directory = directory;
        ownCertificate = directory.resolve(name + ".crt");
        authority = CertificateAuthority.create(name, Instant.now(), Duration.ofDays(1));
        authority.own().write(ownCertificate, directory.resolve(name + ".key"), false);
    }

    /** A host that is called so, at 127.0.0.1. */
    public TlsFiles host(String name) throws IOException {
        return issue(
                Role.HOST,
                List.of(new CertificateName.Dns(name), new CertificateName.Ip("127.0.0.1")),
                Instant.now(),
                Instant.now().plus(Duration.ofHours(1)));
    }

    public TlsFiles operator(String uri) throws IOException {
        return issue(
                Role.OPERATOR,
                List.of(new CertificateName.Uri(uri)),
                Instant.now(),
                Instant.now().plus(Duration.ofHours(1)));
    }

    public TlsFiles issue(Role role, List<CertificateName> names, Instant from, Instant until)
            throws IOException {
        String file = ownCertificate.getFileName() + "-" + issued++;
        Credential credential = credential(role, names, from, until);
        Path certificate = directory.resolve(file + ".crt");
        Path key = directory.resolve(file + ".key");
        credential.write(certificate, key, false);
        return new TlsFiles(certificate, key, ownCertificate);
    }

    /** Without files. */
    public Credential credential(
            Role role, List<CertificateName> names, Instant from, Instant until) {
        return authority.issue("peer", role, names, from, until);
    }

    public TlsTransport forHost(List<CertificateName> names, SslProvider provider)
            throws IOException {
        Instant now = Instant.now();
        return TlsTransport.of(
                issue(Role.HOST, names, now, now.plus(Duration.ofHours(1))), LISTS, provider);
    }

    public TlsTransport forHost(String name, SslProvider provider) throws IOException {
        return TlsTransport.of(host(name), LISTS, provider);
    }

    public TlsTransport forOperator(SslProvider provider) throws IOException {
        return TlsTransport.of(operator(OPERATOR), null, provider);
    }
}
