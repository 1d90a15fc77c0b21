package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.transport.command.CommandFraming;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.peer.RawPeer;

@Timeout(60)
class CommandServerTest {
    private static final String DESCRIBE = "{\"command\":\"describeGuests\",\"name\":null}";
    private static final String NO_GUESTS = "{\"reply\":\"guests\",\"guests\":[]}";
    private static final int CONNECTIONS = 8;

    private HostDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = HostDaemon.start(config(CONNECTIONS), new MemoryJournal());
    }

    @AfterEach
    void close() {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "not JSON",
                "{\"command\":\"format\"}",
                "{\"command\":\"stopGuest\"}",
                "{\"command\":\"stopGuest\",\"name\":7}",
                "{\"command\":\"stopGuest\",\"name\":null}",
                "{\"command\":\"stopGuest\",\"name\":\"nobody\"}",
                "{\"command\":\"cancel\",\"name\":\"nobody\"}",
                "{\"command\":\"startGuest\",\"name\":\"c\",\"kind\":\"synthetic\",\"memoryBytes\":-1,"
                        + "\"mac\":\"52:54:00:00:00:01\",\"ip\":\"10.0.0.1\",\"configuration\":\"\"}",
                "{\"command\":\"startGuest\",\"name\":\"c\",\"kind\":\"synthetic\",\"memoryBytes\":4096,"
                        + "\"mac\":\"nine\",\"ip\":\"10.0.0.1\",\"configuration\":\"\"}"
            })
    void refusesOnceAndServesOn(String line) throws Exception {
        try (RawPeer peer = RawPeer.command(daemon.address())) {
            String reply = peer.sendLine(line).receiveLine();
            assertTrue(reply.startsWith("{\"reply\":\"refused\",\"field\":"), reply);
            assertEquals(NO_GUESTS, peer.sendLine(DESCRIBE).receiveLine());
        }
        assertServes();
    }

    @Test
    void closesOnALineThatIsTooLong() throws Exception {
        try (RawPeer peer = RawPeer.command(daemon.address())) {
            assertThrows(
                    IOException.class,
                    () ->
                            peer.send(new byte[CommandFraming.REQUEST_BYTES + 1])
                                    .sendLine("")
                                    .receiveLine());
        }
        assertServes();
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInOrder() throws Exception {
        try (RawPeer peer = RawPeer.command(daemon.address())) {
            StringBuilder lines = new StringBuilder();
            int requests = 300;
            for (int i = 0; i < requests; i++) {
                lines.append("{\"command\":\"stopGuest\",\"name\":\"g").append(i).append("\"}\n");
            }
            peer.sendLine(lines.append(DESCRIBE).toString());
            for (int i = 0; i < requests; i++) {
                String reply = peer.receiveLine();
                assertTrue(reply.contains("no guest g" + i + " "), reply);
            }
            assertEquals(NO_GUESTS, peer.receiveLine());
        }
    }

    @Test
    void aConnectionThatAsksALotTakesFewThreads() throws Exception {
        try (RawPeer peer = RawPeer.command(daemon.address())) {
            peer.sendLine((DESCRIBE + "\n").repeat(1000) + "{}");
            for (int i = 0; i < 1000; i++) {
                assertEquals(NO_GUESTS, peer.receiveLine());
            }
            long threads =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("command-"))
                            .count();
            // A request may come while the thread that answered the one before is on its way back,
            // and other daemons of this process have threads of that name; but a thousand requests
            // at once must not have a thousand threads.
            assertTrue(threads <= 20, () -> threads + " command threads");
        }
    }

    @Test
    void servesUpToItsConnectionsAndRefusesMore() throws Exception {
        List<RawPeer> served = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                served.add(RawPeer.command(daemon.address()));
            }
            for (int i = 0; i < 20; i++) {
                assertThrows(IOException.class, () -> RawPeer.command(daemon.address()));
            }
            for (RawPeer peer : served) {
                assertEquals(NO_GUESTS, peer.sendLine(DESCRIBE).receiveLine());
            }
        } finally {
            for (RawPeer peer : served) {
                peer.close();
            }
        }
        assertServes();
    }

    @Test
    void aClientWhoseConnectionBrokeIsToldAtEveryQuestion() throws Exception {
        try (HostClient client = HostClient.connect(daemon.address())) {
            daemon.close();
            for (int i = 0; i < 2; i++) {
                IOException e =
                        assertThrows(
                                IOException.class,
                                () -> client.ask(new HostRequest.DescribeGuests(null)));
                assertTrue(e.getMessage().contains("the daemon closed it"), e::toString);
            }
        }
    }

    @Test
    void refusesAConnectionLimitOutOfBounds() {
        assertThrows(IllegalArgumentException.class, () -> config(0));
        assertThrows(
                IllegalArgumentException.class, () -> config(HostConfig.MAX_CONNECTION_LIMIT + 1));
    }

    /** A place becomes free a moment after its connection was closed. */
    private void assertServes() throws Exception {
        for (int tries = 0; ; tries++) {
            try (RawPeer peer = RawPeer.command(daemon.address())) {
                assertEquals(NO_GUESTS, peer.sendLine(DESCRIBE).receiveLine());
                return;
            } catch (IOException e) {
                if (tries == 1000) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    private static HostConfig config(int connectionLimit) {
        return new HostConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                64 << 20,
                0,
                DirtyLogKind.SOFTWARE,
                Path.of("."),
                connectionLimit);
    }
}
