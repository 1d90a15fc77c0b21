package org.pagurus.transport.host;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pagurus.transport.netty.Refusals;
import org.pagurus.transport.security.Peer;

/**
 * The places of a host's connections. Those that have not said who they are have a few of their
 * own, where a newcomer drives out the oldest: an honest handshake takes milliseconds, so nobody
 * can keep others out by connecting and saying nothing. Newcomers from an address that brings a
 * guest have half of these places to themselves, and the others the other half: so a flood from
 * elsewhere does not drive out a migration's streams, nor the other way round. While as many again
 * are still being closed, no more are taken from the kernel. Safe for all threads.
 */
final class ConnectionPlaces {
    private final PortLimits limits;
    private final Refusals refusals;

    /** From an address that brings guests, until this is closed. */
    interface Expectation extends AutoCloseable {
        @Override
        void close();
    }

    /** Oldest first. Guarded by this, as all below. */
    private final Set<Channel> newcomers = new LinkedHashSet<>();

    /** The same, from addresses that are expected. */
    private final Set<Channel> expectedNewcomers = new LinkedHashSet<>();

    /** Addresses that migrations come from, and how many. */
    private final Map<InetAddress, Integer> expected = new HashMap<>();

    private final Map<Channel, Peer> served = new HashMap<>();
    private final Map<String, Integer> perPeer = new HashMap<>();

    /** Connections that are open and not served; those that are being closed count. */
    private int unserved;

    /** The server channel, while it is not read. */
    private @Nullable Channel paused;

    ConnectionPlaces(PortLimits limits, Refusals refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    /** What a server channel does with each connection before anybody else has it. */
    ChannelHandler gate() {
        return new Gate();
    }

    /** A connection that came through the {@link #gate} is served by its event loop now. */
    void enter(Channel channel) {
        Channel oldest = null;
        synchronized (this) {
            Set<Channel> alike = isExpected(channel) ? expectedNewcomers : newcomers;
            alike.add(channel);
            if (newcomers.size() + expectedNewcomers.size() > limits.handshakes()) {
                oldest = driveOut();
            }
        }
        if (oldest != null) {
            refusals.refused(
                    oldest.remoteAddress(),
                    Refusals.Kind.PLACES,
                    "handshakes: expected up to "
                            + limits.handshakes()
                            + " at a time; this was the oldest");
            oldest.close();
        }
    }

    /**
     * Until the answer is closed, further connections from where this one comes are expected: those
     * from elsewhere do not drive them out.
     */
    synchronized Expectation expect(Channel first) {
        InetAddress address = address(first);
        if (address == null) {
            return () -> {};
        }
        expected.merge(address, 1, Integer::sum);
        return () -> {
            synchronized (this) {
                expected.computeIfPresent(address, (from, count) -> count == 1 ? null : count - 1);
            }
        };
    }

    private boolean isExpected(Channel channel) {
        InetAddress address = address(channel);
        return address != null && expected.containsKey(address);
    }

    private static @Nullable InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress from ? from.getAddress() : null;
    }

    /** The oldest of those that have more than their half of the places. */
    private Channel driveOut() {
        Iterator<Channel> alike =
                (expectedNewcomers.size() > limits.handshakes() / 2 || newcomers.isEmpty()
                                ? expectedNewcomers
                                : newcomers)
                        .iterator();
        Channel oldest = alike.next();
        alike.remove();
        return oldest;
    }

    /**
     * A connection has said who it is and what it is for.
     *
     * @return why it has no place, or null when it has
     */
    synchronized @Nullable String settle(Channel channel, Peer peer) {
        if (!newcomers.contains(channel) && !expectedNewcomers.contains(channel)) {
            return "handshakes: this connection has made room for another";
        }
        if (served.size() >= limits.connections()) {
            return "connections: expected up to " + limits.connections();
        }
        int ofPeer = perPeer.getOrDefault(peer.name(), 0);
        if (ofPeer >= limits.connectionsPerPeer()) {
            return "connections: expected up to "
                    + limits.connectionsPerPeer()
                    + " of peer "
                    + peer.name();
        }
        newcomers.remove(channel);
        expectedNewcomers.remove(channel);
        served.put(channel, peer);
        perPeer.put(peer.name(), ofPeer + 1);
        unserved--;
        resume();
        return null;
    }

    /** Connections that are served. */
    synchronized int served() {
        return served.size();
    }

    /** Connections that are open and not served. */
    synchronized int unserved() {
        return unserved;
    }

    private synchronized void accepted(Channel server, Channel channel) {
        unserved++;
        if (unserved >= 2 * limits.handshakes() && paused == null) {
            paused = server;
            server.config().setAutoRead(false);
        }
        channel.closeFuture().addListener(closed -> leave(channel));
    }

    private synchronized void leave(Channel channel) {
        newcomers.remove(channel);
        expectedNewcomers.remove(channel);
        Peer peer = served.remove(channel);
        if (peer == null) {
            unserved--;
            resume();
        } else {
            perPeer.computeIfPresent(peer.name(), (name, count) -> count == 1 ? null : count - 1);
        }
    }

    private void resume() {
        if (paused != null && unserved < 2 * limits.handshakes()) {
            paused.config().setAutoRead(true);
            paused = null;
        }
    }

    private final class Gate extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) throws Exception {
            accepted(context.channel(), (Channel) accepted);
            super.channelRead(context, accepted);
        }
    }
}
