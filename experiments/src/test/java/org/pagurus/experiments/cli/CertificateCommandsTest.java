package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.transport.host.HostConfig;
import org.pagurus.transport.host.HostDaemon;
import org.pagurus.transport.host.PortLimits;
import org.pagurus.transport.security.PeerLists;
import org.pagurus.transport.security.TlsFiles;
import org.pagurus.transport.security.TlsTransport;

/** Certificates as a person makes and uses them. */
@Timeout(60)
class CertificateCommandsTest {
    @TempDir private Path directory;

    @Test
    void makesAnAuthorityAndCertificatesWhoseKeysTheirOwnerAloneCanRead() throws Exception {
        CommandLineRun authority = run("certificate authority --days 30");
        assertEquals(0, authority.status(), authority::err);
        assertTrue(authority.out().contains("authority.crt is valid until "), authority::out);
        assertEquals(0, run("certificate issue ada --for operator").status());
        for (String key : Set.of("authority.key", "ada.key")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve(key))));
        }
        try (var files = Files.list(directory)) {
            assertEquals(4, files.count());
        }
    }

    @Test
    void replacesAFileOnlyWhenToldTo() throws Exception {
        run("certificate authority");
        byte[] key = Files.readAllBytes(directory.resolve("authority.key"));
        CommandLineRun again = run("certificate authority");
        assertEquals(ExitCode.FAILED.status(), again.status());
        assertEquals(
                "pagurus: --directory: "
                        + directory.resolve("authority.crt")
                        + ": expected no such file yet but found one; --overwrite replaces it\n",
                again.err());
        assertArrayEquals(key, Files.readAllBytes(directory.resolve("authority.key")));
        assertEquals(0, run("certificate authority --overwrite").status());
        assertFalse(
                java.util.Arrays.equals(
                        key, Files.readAllBytes(directory.resolve("authority.key"))));
    }

    @Test
    void namesAnAuthorityThatIsNotThereOrIsNone() throws Exception {
        CommandLineRun missing = run("certificate issue ada --for operator");
        assertEquals(ExitCode.FAILED.status(), missing.status());
        assertTrue(missing.err().startsWith("pagurus: --directory: authority: "), missing::err);
        assertEquals(1, missing.err().lines().count(), missing::err);
        run("certificate authority");
        run("certificate issue ada --for operator");
        Files.copy(directory.resolve("ada.key"), directory.resolve("other.key"));
        Files.move(
                directory.resolve("other.key"),
                directory.resolve("authority.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        CommandLineRun other = run("certificate issue bob --for operator");
        assertTrue(other.err().contains("authorityKey: expected the key of "), other::err);
        assertFalse(Files.exists(directory.resolve("bob.crt")));
    }

    @Test
    void anOperatorCommandsAHostOverTls() throws Exception {
        run("certificate authority");
        run("certificate issue host-a.example --for host --ip 127.0.0.1");
        run("certificate issue ada --for operator");
        run("certificate issue eve --for operator");
        TlsTransport security =
                TlsTransport.forHost(
                        files("host-a.example"), new PeerLists(Set.of(), Set.of("ada")));
        try (HostDaemon host =
                HostDaemon.start(
                        new HostConfig(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                null,
                                64 << 20,
                                0,
                                DirtyLogKind.SOFTWARE,
                                Path.of("."),
                                PortLimits.DEFAULT,
                                security),
                        new MemoryJournal())) {
            String status = "guest status --host " + TestNet.address(host);
            assertEquals(new CommandLineRun(0, "no guests\n", ""), runAs("ada", status));
            assertUnreachable(runAs("eve", status));
            assertUnreachable(CommandLineRun.of(status.split(" ")));
            CommandLineRun otherKey =
                    CommandLineRun.of(
                            (status
                                            + " --tls-cert "
                                            + directory.resolve("ada.crt")
                                            + " --tls-key "
                                            + directory.resolve("eve.key")
                                            + " --tls-ca "
                                            + directory.resolve("authority.crt"))
                                    .split(" "));
            assertEquals(ExitCode.USAGE.status(), otherKey.status());
            assertTrue(
                    otherKey.err().startsWith("pagurus: --tls-key: expected the key of "),
                    otherKey::err);
        }
    }

    private static void assertUnreachable(CommandLineRun run) {
        assertEquals(ExitCode.UNREACHABLE.status(), run.status(), run::toString);
        assertTrue(run.err().startsWith("pagurus: --host: 127.0.0.1:"), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    private TlsFiles files(String name) {
        return new TlsFiles(
                directory.resolve(name + ".crt"),
                directory.resolve(name + ".key"),
                directory.resolve("authority.crt"));
    }

    private CommandLineRun runAs(String name, String command) {
        TlsFiles files = files(name);
        return CommandLineRun.of(
                (command
                                + " --tls-cert "
                                + files.certificate()
                                + " --tls-key "
                                + files.key()
                                + " --tls-ca "
                                + files.authority())
                        .split(" "));
    }

    private CommandLineRun run(String command) {
        return CommandLineRun.of((command + " --directory " + directory).split(" "));
    }
}
