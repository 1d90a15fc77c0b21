package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand that connect and say nothing, at a host to which a guest is coming. */
@Timeout(180)
class IdleConnectionsTest {
    private static final int CONNECTIONS = 10_000;
    private static final int HANDSHAKES = 64;

    /** Connections of the migration and of an operator, and what a moment's closing leaves. */
    private static final int BESIDE = 32;

    /** What docs/security.md states for connections that have not said who they are. */
    private static final long LIMIT_BYTES = 64 << 20;

    private static final Path LIMITS = Path.of("/proc/self/limits");

    @TempDir private Path pki;

    @Test
    void keepAtMostTheLimitsPlacesAndTheGuestArrives() throws Exception {
        assumeTrue(Files.exists(LIMITS), "needs /proc");
        assumeTrue(openFilesLimit() > CONNECTIONS + 1000, "needs more open files");
        TlsHostProcess.makeCertificates(pki);
        String[] options = {
            "--no-rehearsal",
            "--memory-limit",
            "512MiB",
            "--preallocate",
            "128MiB",
            "--handshake-limit",
            Integer.toString(HANDSHAKES),
            "--allow-host",
            "host-a.example,host-b.example",
            "--allow-operator",
            "ada"
        };
        try (TlsHostProcess source = TlsHostProcess.start(pki, "host-a.example", options);
                TlsHostProcess destination = TlsHostProcess.start(pki, "host-b.example", options)) {
            CommandLineRun started =
                    ask("guest start crab --memory 128MiB --dirty-rate 1MiB", source);
            assertEquals(0, started.status(), started::toString);
            long unconnected = destination.descriptors();
            CompletableFuture<CommandLineRun> migrated =
                    CompletableFuture.supplyAsync(
                            () ->
                                    ask(
                                            "migrate crab --selector fixed:raw --link-rate 8MiB --to "
                                                    + destination.address(),
                                            source));
            awaitIncoming(destination);
            awaitStreams(destination, unconnected);
            long before = destination.descriptors();
            destination.forgetPeak();
            long beforeBytes = destination.peakResidentBytes();
            List<SocketChannel> idle = new ArrayList<>();
            try {
                long most = connectAll(idle, destination);
                assertTrue(
                        most <= before + 2 * HANDSHAKES + BESIDE,
                        () -> before + " descriptors before, then " + most);
                CommandLineRun status = ask("guest status", destination);
                assertEquals(0, status.status(), status::toString);
                assertFalse(migrated.isDone(), "connecting took longer than the migration");
                CommandLineRun run = migrated.get(120, TimeUnit.SECONDS);
                assertEquals(0, run.status(), run::toString);
                assertTrue(run.out().contains("identical on both hosts"), run::out);
            } finally {
                for (SocketChannel channel : idle) {
                    channel.close();
                }
            }
            long grownBytes = destination.peakResidentBytes() - beforeBytes;
            assertTrue(grownBytes <= LIMIT_BYTES, () -> grownBytes + " bytes more");
            String log = destination.log();
            assertTrue(log.contains("refused: handshakes: expected up to 64 at a time"), log);
            assertTrue(log.lines().count() < 500, () -> log.lines().count() + " lines of log");
            assertTrue(ask("guest status crab", destination).out().contains("running"));
        }
    }

    /** The most descriptors that the host had open on the way. */
    private static long connectAll(List<SocketChannel> idle, TlsHostProcess host)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", host.port());
        long most = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(SocketChannel.open(address));
            if (i % 100 == 0) {
                most = Math.max(most, host.descriptors());
            }
        }
        return most;
    }

    private void awaitIncoming(TlsHostProcess destination) throws InterruptedException {
        for (int tries = 0; !ask("guest status", destination).out().contains("incoming"); tries++) {
            assertTrue(tries < 1000, "no guest comes");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Under way means that its control stream and both page streams are connected, for a while. */
    private static void awaitStreams(TlsHostProcess destination, long unconnected)
            throws Exception {
        int inARow = 0;
        for (int tries = 0; inARow < 10; tries++) {
            assertTrue(tries < 1000, "no page streams come");
            inARow = destination.descriptors() >= unconnected + 3 ? inARow + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private CommandLineRun ask(String command, TlsHostProcess host) {
        return host.ask(command, "ada");
    }

    private static long openFilesLimit() throws IOException {
        for (String line : Files.readAllLines(LIMITS)) {
            if (line.startsWith("Max open files")) {
                String soft = line.substring("Max open files".length()).strip().split("\\s+")[0];
                return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
            }
        }
        return 0;
    }
}
