package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.MigrationSettings;
import org.pagurus.transport.security.TestAuthority;
import org.pagurus.transport.security.TransportSecurity;

/** Real migrations between hosts that speak TLS with each other and with whoever commands them. */
@Timeout(120)
class SecureMigrationTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "OPENSSL,1,fixed:raw",
        "OPENSSL,4,fixed:raw",
        "OPENSSL,2,adaptive",
        "JDK,2,fixed:raw",
        "JDK,1,fixed:lz4"
    })
    void movesAGuestThatKeepsWriting(SslProvider provider, int streams, String selector)
            throws Exception {
        assumeTrue(SslProvider.isTlsv13Supported(provider), "needs TLS 1.3 by " + provider);
        TestAuthority authority = new TestAuthority(directory, "authority");
        try (HostDaemon source = host(authority.forHost(TestAuthority.HOST_A, provider));
                HostDaemon destination = host(authority.forHost(TestAuthority.HOST_B, provider));
                TestHosts hosts =
                        new TestHosts(source, destination, authority.forOperator(provider))) {
            hosts.startGuest(100 << 20);
            MigrationReport report =
                    assertInstanceOf(
                                    HostReply.Migrated.class,
                                    hosts.migrate(settings(streams, selector)))
                            .report();
            assertEquals(Outcome.COMPLETED, report.outcome(), report::toString);
            assertEquals(Boolean.TRUE, report.memoryIdentical());
            assertTrue(report.totalBytes() > 0, report::toString);
            assertNull(TestHosts.guest(source));
            TestHosts.assertIntact(destination);
        }
    }

    private static MigrationSettings settings(int streams, String selector) {
        return new MigrationSettings(
                streams,
                "predictive",
                300_000_000,
                300_000_000,
                0,
                100,
                60_000_000_000L,
                Verification.FULL,
                0,
                selector,
                2,
                16 << 20,
                30_000_000_000L);
    }

    private static HostDaemon host(TransportSecurity security) throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        1L << 30,
                        0,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        PortLimits.DEFAULT,
                        security),
                new MemoryJournal());
    }
}
