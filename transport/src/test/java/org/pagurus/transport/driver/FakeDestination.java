package org.pagurus.transport.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.pagurus.protocol.wire.ClockReply;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.RoundReceived;
import org.pagurus.protocol.wire.Standing;
import org.pagurus.transport.peer.RawPeer;

/**
 * A destination that answers as it should up to one message, and from then on misbehaves. A guest
 * that is released to it, it refuses.
 */
final class FakeDestination implements AutoCloseable {
    enum Vice {
        CLOSES,
        SAYS_NOTHING,
        SENDS_GARBAGE,
        SENDS_ANOTHER_MESSAGE,
        FLOODS
    }

    private final BodyCase from;
    private final Vice vice;
    private final ServerSocket server;

    FakeDestination(BodyCase from, Vice vice) throws IOException {
        this.from = from;
        this.vice = vice;
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                RawPeer peer = new RawPeer(server.accept());
                Thread.ofVirtual().start(() -> serve(peer));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(RawPeer peer) {
        try (peer) {
            if (peer.acceptPreface() == RawPeer.CONTROL) {
                answer(peer);
            }
            peer.awaitClosed();
        } catch (IOException e) {
            // the source has had enough
        }
    }

    private void answer(RawPeer peer) throws IOException {
        while (true) {
            ControlMessage message = peer.receive();
            if (message.getBodyCase() == from) {
                misbehave(peer, message);
                return;
            }
            ControlMessage reply = reply(message);
            if (reply != null) {
                peer.send(reply);
            }
        }
    }

    private void misbehave(RawPeer peer, ControlMessage message) throws IOException {
        ControlMessage unexpected =
                message.toBuilder().setStanding(Standing.getDefaultInstance()).build();
        switch (vice) {
            case CLOSES -> peer.close();
            case SAYS_NOTHING -> peer.awaitClosed();
            case SENDS_GARBAGE -> peer.send(new byte[] {0, 0, 0, 3, -1, -1, -1});
            case SENDS_ANOTHER_MESSAGE -> peer.send(unexpected);
            case FLOODS -> {
                while (true) {
                    peer.send(unexpected);
                }
            }
        }
    }

    private static @Nullable ControlMessage reply(ControlMessage message) {
        ControlMessage.Builder reply = ControlMessage.newBuilder().setToken(message.getToken());
        return switch (message.getBodyCase()) {
            case SETUP -> reply.setReserved(Reserved.getDefaultInstance()).build();
            case CLOCK_PROBE ->
                    reply.setClockReply(
                                    ClockReply.newBuilder()
                                            .setProbeSentNs(message.getClockProbe().getSentNs())
                                            .setReceivedNs(message.getClockProbe().getSentNs())
                                            .setSentNs(message.getClockProbe().getSentNs()))
                            .build();
            case ROUND_END ->
                    reply.setRoundReceived(
                                    RoundReceived.newBuilder()
                                            .setRound(message.getRoundEnd().getRound()))
                            .build();
            case LAST_ROUND_END -> reply.setPrepared(Prepared.getDefaultInstance()).build();
            case QUERY ->
                    reply.setStanding(
                                    Standing.newBuilder().setOwnership(Ownership.OWNERSHIP_REFUSED))
                            .build();
            default -> null;
        };
    }
}
