package org.pagurus.transport.security;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import org.pagurus.transport.certificate.CertificateName;

/** Files that are wrong are found when a daemon starts, not when a guest is to move. */
class TlsCredentialsTest {
    @TempDir private Path directory;
    private TestAuthority authority;
    private TlsFiles good;

    @BeforeEach
    void issue() throws IOException {
        authority = new TestAuthority(directory, "authority");
        good = authority.host("a");
    }

    @Test
    void takesWhatTheAuthorityHasIssued() {
        assertDoesNotThrow(() -> TlsCredentials.read(good));
    }

    @Test
    void namesTheFileThatIsWrong() throws IOException {
        Path none = directory.resolve("none");
        Path garbage = Files.writeString(directory.resolve("garbage"), "-----BEGIN NOTHING-----\n");
        Path empty = Files.createFile(directory.resolve("empty"));
        assertWrong("tlsCert: expected a file but found none", with(none, good.key()));
        assertWrong("tlsCert: expected certificates in PEM", with(garbage, good.key()));
        assertWrong("tlsCert: expected certificates in PEM", with(empty, good.key()));
        assertWrong("tlsCert: expected a file that can be read", with(directory, good.key()));
        assertWrong("tlsKey: expected a file but found none", with(good.certificate(), none));
        assertWrong("tlsKey: expected a private key in PEM", with(good.certificate(), garbage));
        assertWrong(
                "tlsKey: expected a private key in PEM",
                with(good.certificate(), good.certificate()));
        assertWrong(
                "tlsKey: expected the key of the certificate",
                with(good.certificate(), authority.host("b").key()));
        assertWrong(
                "tlsCa: expected certificates in PEM",
                new TlsFiles(good.certificate(), good.key(), garbage));
    }

    @Test
    void refusesAnOwnCertificateThatNobodyWouldBelieve() throws IOException {
        TlsFiles other = new TestAuthority(directory, "other").host("a");
        assertWrong(
                "vouches for but found in",
                new TlsFiles(other.certificate(), other.key(), good.authority()));
        Instant now = Instant.now();
        assertWrong(
                "found an expired one",
                authority.issue(
                        Role.HOST,
                        List.of(new CertificateName.Dns("a")),
                        now.minusSeconds(7200),
                        now.minusSeconds(3600)));
    }

    private TlsFiles with(Path certificate, Path key) {
        return new TlsFiles(certificate, key, good.authority());
    }

    private static void assertWrong(String expected, TlsFiles files) {
        IOException e = assertThrows(IOException.class, () -> TlsCredentials.read(files));
        assertTrue(e.getMessage().contains(expected), e::getMessage);
        assertFalse(e.getMessage().contains("\n"), e::getMessage);
    }
}
