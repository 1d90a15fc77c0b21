package org.pagurus.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.transport.peer.RawPeer;
import org.pagurus.transport.security.TransportSecurity;

@Timeout(30)
class PrefaceClientTest {
    private final EventLoops loops = EventLoops.best();
    private final EventLoopGroup group = loops.newGroup(1, "test-preface");
    private final AtomicInteger served = new AtomicInteger();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        EventLoops.shutDown(group);
    }

    @Test
    void servesAnAcceptedConnection() throws Exception {
        answering(new byte[] {'P', 'G', 'R', 'S', 0, 1, 1, 0});
        Channel channel = connect();
        assertEquals(1, served.get());
        assertTrue(channel.isOpen());
    }

    @Test
    void namesAnAddressWhereNobodyListens() throws Exception {
        server.close();
        assertFails("nobody listens there");
    }

    @Test
    void namesAnUnknownHost() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("no.such.host", 1);
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> client().connect(unknown, Preface.command(), channel -> {}));
        assertEquals("host no.such.host is not known", e.getMessage());
    }

    @Test
    void tellsAServerThatIsNotPagurus() throws Exception {
        answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertFails("this is not a Pagurus host daemon");
    }

    @Test
    void believesNothingBehindGarbage() throws Exception {
        answering(new byte[] {'H', 'T', 'T', 'P', 0, 1, 1, 0, 'P', 'G', 'R', 'S', 0, 1, 1, 0});
        assertFails("this is not a Pagurus host daemon");
    }

    @Test
    void tellsAServerThatCloses() throws Exception {
        answering(new byte[0]);
        assertFails("closed the connection instead of answering");
    }

    @Test
    void tellsAnAnswerThatIsCutOff() throws Exception {
        answering(new byte[] {'P', 'G', 'R', 'S', 0, 1, 1});
        assertFails("closed the connection instead of answering");
    }

    @Test
    void namesTheOtherVersion() throws Exception {
        answering(new byte[] {'P', 'G', 'R', 'S', 0, 7, 2, 0});
        assertFails("protocol version: expected 1 but the host speaks 7");
    }

    @Test
    void tellsARefusal() throws Exception {
        answering(new byte[] {'P', 'G', 'R', 'S', 0, 1, 3, 0});
        assertFails("the host refused the connection");
    }

    @Test
    void aVerdictOfZeroIsARefusal() throws Exception {
        answering(new byte[] {'P', 'G', 'R', 'S', 0, 1, 0, 0});
        assertFails("the host refused the connection");
    }

    @Test
    void givesUpOnAServerThatAnswersNothing() {
        // The kernel completes the connection; nobody takes it.
        assertFails("no answer to the preface within 200 ms");
    }

    private void answering(byte[] answer) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (Socket socket = server.accept()) {
                                boolean unused = socket.getInputStream().readNBytes(28).length > 0;
                                socket.getOutputStream().write(answer);
                                if (answer.length % 8 == 0 && answer.length > 0) {
                                    new RawPeer(socket).awaitClosed();
                                }
                            } catch (IOException e) {
                                // the client's side of it is looked at
                            }
                        });
    }

    private PrefaceClient client() {
        return new PrefaceClient(loops, group, TransportSecurity.NONE, 200);
    }

    private Channel connect() throws IOException {
        return client().connect(
                        new InetSocketAddress("127.0.0.1", server.getLocalPort()),
                        Preface.command(),
                        channel -> served.incrementAndGet());
    }

    private void assertFails(String expected) {
        IOException e = assertThrows(IOException.class, this::connect);
        String message = e.getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains("127.0.0.1:" + server.getLocalPort()), message);
        assertFalse(message.contains("\n"), message);
        assertEquals(0, served.get());
    }
}
