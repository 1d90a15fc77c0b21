package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.transport.host.HostDaemon;

/** Commands against real daemons, with right and wrong input. */
@Timeout(120)
class HostCommandsTest {
    private static final String SMALL = "guest start crab --memory 16MiB --dirty-rate 1MiB";

    private TestNet net;

    @BeforeEach
    void start() throws IOException {
        net = new TestNet();
    }

    @AfterEach
    void stop() {
        net.close();
    }

    @Test
    void startsListsAndStopsAGuest() {
        assertEquals(new CommandLineRun(0, "no guests\n", ""), net.run("guest status"));
        assertEquals(new CommandLineRun(0, "guest crab runs\n", ""), net.run(SMALL));
        CommandLineRun listed = net.run("guest status crab");
        assertEquals(0, listed.status());
        assertTrue(listed.out().contains("crab   synthetic  16.0"), listed::out);
        assertEquals(
                new CommandLineRun(0, "guest crab was stopped\n", ""), net.run("guest stop crab"));
    }

    @Test
    void checksAGuestsMemory() {
        net.run(SMALL + " --workload invariant");
        CommandLineRun checked = net.run("guest check crab");
        assertEquals(0, checked.status(), checked::toString);
        assertTrue(checked.out().startsWith("guest crab is intact: every page"), checked::out);
        net.run("guest stop crab");
        net.run(SMALL);
        CommandLineRun refused = net.run("guest check crab");
        assertEquals(1, refused.status());
        assertTrue(
                refused.err().startsWith("pagurus: guest: workload: expected invariant"),
                refused::err);
        assertEquals(1, net.run("guest check shrimp").status());
    }

    @Test
    void migratesAGuestAndWritesItsReport(@TempDir Path directory) throws Exception {
        Path json = directory.resolve("report.json");
        net.run(SMALL);
        try (HostDaemon destination = net.host(1L << 30)) {
            CommandLineRun run =
                    net.run(
                            "migrate crab --to "
                                    + TestNet.address(destination)
                                    + " --json "
                                    + json);
            assertEquals(0, run.status(), run::toString);
            assertTrue(run.out().startsWith("round 0  "), run::out);
            assertTrue(run.out().contains("\ncodecs, of pages and of bytes: "), run::out);
            assertTrue(run.out().contains("\nmemory      identical on both hosts\n"), run::out);
            JsonNode report = new ObjectMapper().readTree(json.toFile());
            assertEquals("completed", report.get("outcome").asText());
            assertEquals(16 << 20, report.get("memoryBytes").intValue());
            long pages = 0;
            for (JsonNode codec : report.get("codecs")) {
                pages += codec.get("pages").longValue();
            }
            assertTrue(pages >= (16 << 20) / 4096, report::toString);
            assertTrue(net.serves());
        }
        assertEquals("no guests\n", net.run("guest status").out());
    }

    @Test
    void aCancelledMigrationLeavesTheGuestServingWhereItWas() throws Exception {
        net.run(SMALL);
        try (HostDaemon destination = net.host(1L << 30)) {
            String migrate = "migrate crab --link-rate 1MB --to " + TestNet.address(destination);
            CompletableFuture<CommandLineRun> migration =
                    CompletableFuture.supplyAsync(() -> net.run(migrate));
            // Until it is under way there is nothing to cancel.
            CommandLineRun cancel = net.run("cancel crab");
            while (cancel.status() != 0 && !migration.isDone()) {
                cancel = net.run("cancel crab");
            }
            assertEquals("migration of guest crab is being cancelled\n", cancel.out());
            CommandLineRun run = migration.get();
            assertEquals(ExitCode.CANCELLED.status(), run.status(), run::toString);
            assertTrue(run.out().endsWith("cancelled: cancelled by request\n"), run::out);
        }
        assertTrue(net.serves());
    }

    @Test
    void anUnknownGuestIsNamed() {
        String none = "pagurus: name: no guest eel on this host; it has none\n";
        String to = " --to 127.0.0.1:7411";
        assertEquals(new CommandLineRun(1, "", none), net.run("migrate eel" + to));
        assertEquals(new CommandLineRun(1, "", none), net.run("guest stop eel"));
        assertEquals(new CommandLineRun(1, "", none), net.run("guest status eel"));
        assertEquals(
                new CommandLineRun(
                        1, "", "pagurus: name: no migration takes guest eel away from this host\n"),
                net.run("cancel eel"));
    }

    @Test
    void aTakenNameIsRefusedAndTheGuestServesOn() throws Exception {
        net.run(SMALL);
        assertEquals(
                new CommandLineRun(
                        1, "", "pagurus: guest: name: guest crab is on this host already\n"),
                net.run(SMALL));
        assertTrue(net.serves());
    }

    @Test
    void aDestinationThatIsNotThereIsNamedAndTheGuestServesOn() throws Exception {
        net.run(SMALL);
        String nobody = "127.0.0.1:" + unusedPort();
        assertEquals(
                new CommandLineRun(
                        1,
                        "",
                        "pagurus: migration: connection to the destination was lost: cannot connect"
                                + " to "
                                + nobody
                                + ": nobody listens there (is the host daemon running?); guest crab"
                                + " still runs where it was\n"),
                net.run("migrate crab --to " + nobody));
        assertTrue(net.serves());
    }

    @Test
    void aDestinationWithoutMemoryIsNamedAndTheGuestServesOn() throws Exception {
        net.run(SMALL);
        try (HostDaemon small = net.host(8 << 20)) {
            assertEquals(
                    new CommandLineRun(
                            1,
                            "",
                            "pagurus: migration: the destination: setup: memoryBytes: expected up to"
                                    + " the 8388608 bytes free on this host but found 16777216;"
                                    + " guest crab still runs where it was\n"),
                    net.run("migrate crab --to " + TestNet.address(small)));
        }
        assertTrue(net.serves());
    }

    @Test
    void aDeltaCacheLargerThanTheGuestIsRefusedAndTheGuestServesOn() throws Exception {
        net.run(SMALL);
        assertEquals(
                new CommandLineRun(
                        ExitCode.USAGE.status(),
                        "",
                        "pagurus: --delta-cache: expected 0 to the guest's memory of 16MiB, found"
                                + " 17MiB\n"),
                net.run("migrate crab --delta-cache 17MiB --to 127.0.0.1:1"));
        assertTrue(net.serves());
    }

    @Test
    void aHostThatIsNotThereIsUnreachable() throws Exception {
        String nobody = "127.0.0.1:" + unusedPort();
        CommandLineRun run = CommandLineRun.of("guest", "status", "--host", nobody);
        assertEquals(ExitCode.UNREACHABLE.status(), run.status());
        assertEquals(
                "pagurus: --host: cannot connect to "
                        + nobody
                        + ": nobody listens there (is the host daemon running?); start one with"
                        + " 'pagurus host' or name another\n",
                run.err());
    }

    @Test
    void whoeverListensThereInsteadOfAHostIsUnreachable() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerLikeAWebServer(other));
            CommandLineRun run =
                    CommandLineRun.of(
                            "guest", "status", "--host", "127.0.0.1:" + other.getLocalPort());
            assertEquals(ExitCode.UNREACHABLE.status(), run.status());
            assertTrue(run.err().contains("this is not a Pagurus host daemon"), run::err);
            assertEquals(1, run.err().lines().count(), run::err);
        }
    }

    @Test
    void garbageIsOneLineInTheLogAndTheGuestServesOn() throws Exception {
        net.run(SMALL);
        String log =
                logOf(() -> send("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(log.contains("preface.magic: expected \"PGRS\" but found 47455420"), log);
        assertEquals(1, log.lines().count(), log);
        assertTrue(net.serves());
        assertEquals(0, net.run("guest status crab").status());
    }

    @Test
    void anotherProtocolVersionIsAnsweredAndOneLineInTheLog() throws Exception {
        byte[] preface = new byte[28];
        ByteBuffer.wrap(preface).putInt(0x50475253).putShort((short) 7).put((byte) 3);
        byte[][] answer = new byte[1][];
        String log = logOf(() -> answer[0] = send(preface));
        assertTrue(log.contains("preface.version: expected 1 but found 7"), log);
        assertEquals(1, log.lines().count(), log);
        // Magic, version 1, verdict 2: another version.
        assertEquals("PGRS\0\1\2\0", new String(answer[0], StandardCharsets.ISO_8859_1));
        assertEquals(0, net.run("guest status").status());
    }

    private interface Sending {
        void run() throws IOException;
    }

    /** What daemons log meanwhile. */
    private static String logOf(Sending sending) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            sending.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Sends bytes to the host and reads until it closes the connection. */
    private byte[] send(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(bytes);
            return socket.getInputStream().readAllBytes();
        }
    }

    private int port() {
        return net.source.address().getPort();
    }

    private static void answerLikeAWebServer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream()
                    .write("HTTP/1.0 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The command notices.
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
