package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
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
        EmbeddedChannel channel = new EmbeddedChannel();
        server.writeInbound(channel);
        places.enter(channel);
        return channel;
    }
}
