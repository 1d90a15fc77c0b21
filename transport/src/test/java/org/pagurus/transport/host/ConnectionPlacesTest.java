package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.transport.netty.Refusals.Kind;
import org.pagurus.transport.security.Peer;

class ConnectionPlacesTest {
    private static final Peer A = new Peer("a", true, true);
    private static final Peer B = new Peer("b", true, true);

    private final List<Kind> refused = new ArrayList<>();
    private final ConnectionPlaces places =
            new ConnectionPlaces(
                    new PortLimits(3, 2, 2, 1000, PortLimits.MAX_FRAME_BYTES, 1),
                    (peer, kind, reason) -> refused.add(kind));
    private final EmbeddedChannel server = new EmbeddedChannel(places.gate());

    @Test
    void aNewcomerDrivesOutTheOldest() {
        EmbeddedChannel first = enter();
        EmbeddedChannel second = enter();
        assertTrue(first.isOpen());
        EmbeddedChannel third = enter();
        assertFalse(first.isOpen());
        assertTrue(second.isOpen());
        assertTrue(third.isOpen());
        assertEquals(List.of(Kind.PLACES), refused);
        assertEquals(
                "handshakes: this connection has made room for another", places.settle(first, A));
    }

    @Test
    void theExpectedAndTheOthersDriveOutTheirOwnKind() {
        ConnectionPlaces.Expectation expectation = places.expect(enter("192.0.2.1"));
        EmbeddedChannel expected = enter("192.0.2.1");
        enterMany("192.0.2.2");
        assertTrue(expected.isOpen());
        EmbeddedChannel other = enter("192.0.2.3");
        enterMany("192.0.2.1");
        assertTrue(other.isOpen());
        assertFalse(expected.isOpen());
        EmbeddedChannel last = enter("192.0.2.1");
        assertNull(places.settle(last, A));
        expectation.close();
        EmbeddedChannel late = enter("192.0.2.1");
        enterMany("192.0.2.2");
        assertFalse(late.isOpen());
    }

    @Test
    void theServedAreNotDrivenOut() {
        EmbeddedChannel served = enter();
        assertNull(places.settle(served, A));
        for (int i = 0; i < 10; i++) {
            enter();
        }
        assertTrue(served.isOpen());
    }

    @Test
    void onePeerHasItsShareAndAllHaveTheirs() {
        EmbeddedChannel first = enter();
        assertNull(places.settle(first, A));
        assertNull(places.settle(enter(), A));
        EmbeddedChannel third = enter();
        assertEquals("connections: expected up to 2 of peer a", places.settle(third, A));
        third.close();
        assertNull(places.settle(enter(), B));
        EmbeddedChannel fifth = enter();
        assertEquals("connections: expected up to 3", places.settle(fifth, B));
        first.close();
        assertNull(places.settle(fifth, B));
    }

    @Test
    void noMoreAreTakenWhileTooManyAreOpen() {
        List<EmbeddedChannel> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertTrue(server.config().isAutoRead());
            EmbeddedChannel channel = new EmbeddedChannel();
            open.add(channel);
            server.writeInbound(channel);
        }
        assertFalse(server.config().isAutoRead());
        open.getFirst().close();
        assertTrue(server.config().isAutoRead());
    }

    private EmbeddedChannel enter() {
        return enter(new EmbeddedChannel());
    }

    private void enterMany(String from) {
        for (int i = 0; i < 10; i++) {
            enter(from);
        }
    }

    private EmbeddedChannel enter(String from) {
        return enter(
                new EmbeddedChannel() {
                    @Override
                    protected SocketAddress remoteAddress0() {
                        return new InetSocketAddress(from, 1);
                    }
                });
    }

    private EmbeddedChannel enter(EmbeddedChannel channel) {
        server.writeInbound(channel);
        places.enter(channel);
        return channel;
    }
}
