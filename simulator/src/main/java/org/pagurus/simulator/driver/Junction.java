package org.pagurus.simulator.driver;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.simulator.driver.LinkHazards.Lingering;

/**
 * Where the two sides of a migration meet: carries what one says to the other, as bytes, if both
 * still count on the connection that it was said on.
 */
final class Junction {
    /** Before each control message. */
    private static final int LENGTH_BYTES = 4;

    private final Wire wire;
    private final Ends ends;
    private final Watcher watcher;

    /** The two sides, as they are now. */
    interface Ends {
        SourceSide source();

        DestinationRunner destination();

        /** The destination's host takes a connection; false when it is down. */
        boolean accept(Connection fresh);
    }

    Junction(Wire wire, Ends ends, Watcher watcher) {
        this.wire = wire;
        this.ends = ends;
        this.watcher = watcher;
    }

    Wire wire() {
        return wire;
    }

    LinkHazards hazards() {
        return wire.hazards();
    }

    /** Connects; null when nobody answers. */
    void connect(Consumer<@Nullable Connection> connected) {
        long waitNs = wire.roundTripNs() + ends.source().host().stepTimes().connectNs();
        wire.after(waitNs, () -> connected.accept(connectNow()));
    }

    /** Connects without a wait; null when nobody answers. */
    @Nullable Connection connectNow() {
        if (wire.isDown()) {
            return null;
        }
        Connection fresh = new Connection(wire);
        // The accepting host sees it before anything that comes through it.
        if (!ends.accept(fresh)) {
            return null;
        }
        watcher.happened(new Happening.Connected());
        return fresh;
    }

    /** The page streams of a connection reach the destination; null when they are refused. */
    void attach(Connection of, int attempt, Consumer<@Nullable List<PageStreamIn>> attached) {
        long waitNs = wire.roundTripNs() + ends.source().host().stepTimes().connectNs();
        wire.after(
                waitNs,
                () -> {
                    if (!of.isBroken()) {
                        attached.accept(ends.destination().attach(attempt));
                    }
                });
    }

    void sendToDestination(ControlMessage message) {
        Connection connection = ends.source().connection();
        if (connection != null) {
            DestinationRunner destination = ends.destination();
            send(
                    message,
                    connection,
                    connection.toDestination(),
                    destination.host(),
                    heard -> {
                        if (destination.control() == connection) {
                            destination.hears(new DestinationEvent.Received(heard));
                        }
                    });
        }
    }

    void sendToSource(ControlMessage message) {
        Connection connection = ends.destination().control();
        if (connection != null) {
            SourceSide source = ends.source();
            send(
                    message,
                    connection,
                    connection.toSource(),
                    source.host(),
                    heard -> {
                        if (source.connection() == connection) {
                            source.hears(new SourceEvent.Received(heard));
                        }
                    });
        }
    }

    private void send(
            ControlMessage message,
            Connection connection,
            Lane lane,
            VirtualHost to,
            Consumer<ControlMessage> hears) {
        byte[] bytes = message.toByteArray();
        BodyCase what = message.getBodyCase();
        lane.send(
                what,
                LENGTH_BYTES + bytes.length,
                // Always the same wait: what was said first is heard first.
                () ->
                        wire.after(
                                to.stepTimes().wakeNs(),
                                () -> {
                                    boolean wasBroken = connection.isBroken();
                                    hazards().arrives(what);
                                    if (!wasBroken && connection.isBroken()) {
                                        lane.lose();
                                        return;
                                    }
                                    hears.accept(parse(bytes));
                                    watcher.happened(new Happening.Heard(to, what));
                                    hazards().taken(what);
                                }));
    }

    /** Either side hears of it if it still counts on this connection. */
    void breakOff(Connection connection, String reason) {
        end(connection, hazards().lingering(), reason);
    }

    /** One side closes it; what it has said comes before the end. */
    void close(Connection connection, String reason) {
        end(connection, Lingering.ALL, reason);
    }

    private void end(Connection connection, Lingering lingering, String reason) {
        if (connection.isBroken()) {
            return;
        }
        watcher.happened(new Happening.Disconnected(reason));
        connection.breakOff(
                lingering,
                () -> {
                    SourceSide source = ends.source();
                    if (source.connection() == connection) {
                        source.hears(new SourceEvent.ConnectionLost(reason));
                    }
                },
                () -> {
                    DestinationRunner destination = ends.destination();
                    if (destination.control() == connection) {
                        destination.hears(new DestinationEvent.ConnectionLost(reason));
                    }
                });
    }

    private static ControlMessage parse(byte[] bytes) {
        try {
            return ControlMessages.parse(bytes);
        } catch (ProtocolException e) {
            throw new AssertionError("what an engine says can be read", e);
        }
    }
}
