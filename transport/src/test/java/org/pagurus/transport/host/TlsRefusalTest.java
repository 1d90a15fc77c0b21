package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.certificate.CertificateAuthority;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import org.pagurus.transport.certificate.CertificateName;
import org.pagurus.transport.certificate.Credential;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.netty.Refusals.Kind;
import org.pagurus.transport.peer.RawPeer;
import org.pagurus.transport.security.RawTls;
import org.pagurus.transport.security.TestAuthority;
import org.pagurus.transport.security.TransportSecurity;

/** Peers with the wrong papers, or none: refused with a reason, while a real migration goes on. */
@Timeout(120)
class TlsRefusalTest {
    private static final String TLS_1_3 = "TLSv1.3";
    private static final MigrationToken TOKEN = new MigrationToken(1, 2);
    private static final PortLimits HASTY =
            new PortLimits(
                    256,
                    128,
                    64,
                    300,
                    PortLimits.MAX_FRAME_BYTES,
                    PortLimits.MAX_PEER_MEMORY_BYTES);

    /** What a wrong peer does, and what the host says of it. */
    private enum Row {
        WRONG_CERTIFICATE(Kind.TLS, "certificate: expected one of the authority's"),
        EXPIRED(Kind.TLS, "certificate: expected one that is valid now but found an expired one"),
        NOT_YET_VALID(
                Kind.TLS, "certificate: expected one that is valid now but found one for later"),
        NO_CERTIFICATE(Kind.TLS, "tls: "),
        UNKNOWN_IDENTITY(
                Kind.TLS,
                "certificate: expected the name of an allowed host or operator but found"
                        + " [stranger.example]"),
        OLD_TLS(Kind.TLS, "tls: "),
        HOST_THAT_COMMANDS(
                Kind.REQUEST, "expected the name of an allowed operator but found host-a"),
        OPERATOR_THAT_MIGRATES(
                Kind.REQUEST, "expected the name of an allowed host but found spiffe://example/"),
        PLAIN_CLIENT(Kind.TLS, "tls: expected a TLS handshake but found something else"),
        SLOW_HANDSHAKE(Kind.TIME, "no preface within 300 ms"),
        SLOW_PREFACE(Kind.TIME, "no preface within 300 ms"),
        GARBAGE_UNDER_TLS(Kind.PREFACE, "preface.magic: expected \"PGRS\"");

        private final Kind kind;
        private final String reason;

        Row(Kind kind, String reason) {
            this.kind = kind;
            this.reason = reason;
        }
    }

    @TempDir private Path directory;
    private TestAuthority authority;
    private final RecordedRefusals refusals = new RecordedRefusals();

    @BeforeEach
    void makeAuthority() throws IOException {
        authority = new TestAuthority(directory, "authority");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENSSL", "JDK"})
    void everyWrongPeerIsRefusedWithItsReasonWhileAGuestMoves(SslProvider provider)
            throws Exception {
        try (HostDaemon source = host(authority.forHost(TestAuthority.HOST_A, provider));
                HostDaemon destination = host(authority.forHost(TestAuthority.HOST_B, provider));
                TestHosts hosts =
                        new TestHosts(source, destination, authority.forOperator(provider))) {
            hosts.startGuest(1 << 20);
            CompletableFuture<HostReply> migrated = migrating(hosts, 8 << 20);
            for (Row row : Row.values()) {
                play(row, destination.address());
                RecordedRefusals.Refused refused = refusals.next();
                assertEquals(row.kind, refused.kind(), () -> row + ": " + refused);
                assertTrue(refused.reason().contains(row.reason), () -> row + ": " + refused);
                assertFalse(refused.reason().contains("\n"), refused::toString);
                assertNotNull(refused.peer());
            }
            assertFalse(migrated.isDone(), "the rows took longer than the migration");
            HostReply.Migrated reply =
                    assertInstanceOf(HostReply.Migrated.class, migrated.get(60, TimeUnit.SECONDS));
            assertEquals(Outcome.COMPLETED, reply.report().outcome(), reply::toString);
            TestHosts.assertIntact(destination);
            assertEquals(0, refusals.waiting());
        }
    }

    /** Another host that has come to know the token is not the one that brings the guest. */
    @Test
    void theStreamsOfAMigrationAreThoseOfThePeerThatBeganIt() throws Exception {
        SslProvider provider = SslProvider.JDK;
        try (HostDaemon source = host(authority.forHost(TestAuthority.HOST_A, provider));
                HostDaemon destination = host(authority.forHost(TestAuthority.HOST_B, provider));
                TestHosts hosts =
                        new TestHosts(source, destination, authority.forOperator(provider))) {
            hosts.startGuest(1 << 20);
            CompletableFuture<HostReply> migrated = migrating(hosts, 32 << 20);
            MigrationToken token = token(destination, authority.forOperator(provider));
            for (int kind : List.of(RawPeer.PAGES, RawPeer.CONTROL)) {
                ask(
                        destination.address(),
                        host(TestAuthority.HOST_B),
                        RawPeer.preface(kind, token, 0));
                assertEquals(
                        "preface.token: expected peer host-a.example, which began migration "
                                + token
                                + ", but found host-b.example",
                        refusals.next().reason());
            }
            HostReply.Migrated reply =
                    assertInstanceOf(HostReply.Migrated.class, migrated.get(60, TimeUnit.SECONDS));
            assertEquals(Outcome.COMPLETED, reply.report().outcome(), reply::toString);
            assertEquals(0, reply.report().resumes(), "the connection was broken");
        }
    }

    /** A migration at so many bytes a second, whose pages are on their way. */
    private static CompletableFuture<HostReply> migrating(
            TestHosts hosts, long linkRateBytesPerSecond) throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<HostReply> migrated =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return hosts.migrate(
                                        TestHosts.settings(
                                                2, Verification.DIGEST, linkRateBytesPerSecond),
                                        progress -> begun.complete(null));
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        begun.get(30, TimeUnit.SECONDS);
        return migrated;
    }

    private static MigrationToken token(HostDaemon host, TransportSecurity operator)
            throws Exception {
        try (HostClient client = HostClient.connect(host.address(), operator)) {
            HostReply reply = client.ask(new HostRequest.DescribeMigrations());
            String token = ((HostReply.Migrations) reply).migrations().getFirst().token();
            return new MigrationToken(
                    Long.parseUnsignedLong(token, 0, 16, 16),
                    Long.parseUnsignedLong(token, 16, 32, 16));
        }
    }

    @Test
    void aTlsClientAtAPlainPortIsToldFromGarbage() throws Exception {
        try (HostDaemon plain = host(TransportSecurity.NONE)) {
            assertThrows(
                    IOException.class, () -> RawTls.connect(plain.address(), host("a"), TLS_1_3));
            RecordedRefusals.Refused refused = refusals.next();
            assertEquals(Kind.PREFACE, refused.kind());
            assertTrue(
                    refused.reason().endsWith("a TLS handshake; this host is set up without TLS"),
                    refused::reason);
            IOException e =
                    assertThrows(
                            IOException.class,
                            () ->
                                    HostClient.connect(
                                            plain.address(),
                                            authority.forOperator(SslProvider.JDK)));
            assertTrue(
                    e.getMessage().contains("closed the connection instead of answering"),
                    e::getMessage);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENSSL", "JDK"})
    void aHostDoesNotSendItsGuestToWhomeverAnswers(SslProvider provider) throws Exception {
        try (HostDaemon source = host(authority.forHost(TestAuthority.HOST_A, provider))) {
            assertStays(
                    source,
                    authority.forHost("stranger.example", provider),
                    provider,
                    "certificate: expected the name of an allowed host but found"
                            + " [stranger.example]");
        }
        TestAuthority other = new TestAuthority(directory, "other");
        try (HostDaemon source = host(authority.forHost(TestAuthority.HOST_A, provider))) {
            assertStays(
                    source,
                    other.forHost(TestAuthority.HOST_B, provider),
                    provider,
                    "certificate: expected one of the authority's but found another");
        }
        TransportSecurity elsewhere =
                authority.forHost(
                        List.of(
                                new CertificateName.Dns(TestAuthority.HOST_B),
                                new CertificateName.Ip("192.0.2.7")),
                        provider);
        try (HostDaemon source = host(authority.forHost(TestAuthority.HOST_A, provider))) {
            assertStays(source, elsewhere, provider, "127.0.0.1");
        }
    }

    private void assertStays(
            HostDaemon source, TransportSecurity wrong, SslProvider provider, String reason)
            throws Exception {
        try (HostDaemon destination = host(wrong);
                TestHosts hosts =
                        new TestHosts(source, destination, authority.forOperator(provider))) {
            hosts.startGuest(0);
            MigrationReport report =
                    assertInstanceOf(
                                    HostReply.Migrated.class,
                                    hosts.migrate(TestHosts.settings(1, Verification.DIGEST, 0)))
                            .report();
            assertEquals(Outcome.FAILED, report.outcome());
            assertTrue(report.reason().contains(reason), report::reason);
            TestHosts.assertIntact(source);
        }
    }

    private void play(Row row, InetSocketAddress to) throws Exception {
        Instant now = Instant.now();
        switch (row) {
            case WRONG_CERTIFICATE ->
                    shake(
                            to,
                            CertificateAuthority.create("other", now, Duration.ofDays(1))
                                    .issue(
                                            "a",
                                            Role.HOST,
                                            names(TestAuthority.HOST_A),
                                            now,
                                            now.plusSeconds(60)),
                            TLS_1_3);
            case EXPIRED ->
                    shake(to, host(now.minusSeconds(7200), now.minusSeconds(3600)), TLS_1_3);
            case NOT_YET_VALID ->
                    shake(to, host(now.plusSeconds(3600), now.plusSeconds(7200)), TLS_1_3);
            case NO_CERTIFICATE -> shake(to, null, TLS_1_3);
            case UNKNOWN_IDENTITY -> shake(to, host("stranger.example"), TLS_1_3);
            case OLD_TLS -> shake(to, host(TestAuthority.HOST_A), "TLSv1.2");
            case HOST_THAT_COMMANDS ->
                    ask(to, host(TestAuthority.HOST_A), RawPeer.preface(RawPeer.COMMAND, TOKEN, 0));
            case OPERATOR_THAT_MIGRATES ->
                    ask(
                            to,
                            authority.credential(
                                    Role.OPERATOR,
                                    List.of(new CertificateName.Uri(TestAuthority.OPERATOR)),
                                    now,
                                    now.plusSeconds(60)),
                            RawPeer.preface(RawPeer.CONTROL, TOKEN, 0));
            case PLAIN_CLIENT -> {
                try (RawPeer plain = RawPeer.connect(to)) {
                    plain.send(RawPeer.preface(RawPeer.COMMAND, TOKEN, 0)).awaitClosed();
                }
            }
            case SLOW_HANDSHAKE -> {
                try (RawPeer slow = RawPeer.connect(to)) {
                    slow.send(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3}).awaitClosed();
                }
            }
            case SLOW_PREFACE -> {
                try (RawPeer slow =
                        new RawPeer(RawTls.connect(to, host(TestAuthority.HOST_A), TLS_1_3))) {
                    slow.send(new byte[] {'P', 'G'}).awaitClosed();
                }
            }
            case GARBAGE_UNDER_TLS -> {
                try (RawPeer garbage =
                        new RawPeer(RawTls.connect(to, host(TestAuthority.HOST_A), TLS_1_3))) {
                    garbage.send(new byte[64]).awaitClosed();
                }
            }
        }
    }

    /** In TLS 1.3 the client has shaken hands before the other side looks at its certificate. */
    private static void shake(InetSocketAddress to, @Nullable Credential shown, String version)
            throws Exception {
        try (var socket = RawTls.connect(to, shown, version)) {
            assertThrows(IOException.class, () -> socket.getInputStream().read());
        } catch (IOException e) {
            // refused while shaking hands
        }
    }

    private static void ask(InetSocketAddress to, Credential shown, byte[] preface)
            throws Exception {
        try (RawPeer peer = new RawPeer(RawTls.connect(to, shown, TLS_1_3))) {
            assertEquals(RawPeer.REFUSED, peer.send(preface).verdict());
            peer.awaitClosed();
        }
    }

    private Credential host(String name) {
        Instant now = Instant.now();
        return authority.credential(Role.HOST, names(name), now, now.plusSeconds(60));
    }

    private Credential host(Instant from, Instant until) {
        return authority.credential(Role.HOST, names(TestAuthority.HOST_A), from, until);
    }

    private static List<CertificateName> names(String name) {
        return List.of(new CertificateName.Dns(name));
    }

    private HostDaemon host(TransportSecurity security) throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        1L << 30,
                        0,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        HASTY,
                        security),
                new MemoryJournal(),
                refusals);
    }
}
