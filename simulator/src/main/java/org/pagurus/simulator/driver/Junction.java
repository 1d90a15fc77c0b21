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

    /**
     * The page streams of a connection reach the destination, one after the other; null when they
     * are refused.
     */
    void attach(
            Connection of,
            int attempt,
            int streams,
            Consumer<@Nullable List<PageStreamIn>> attached) {
        long connectNs = ends.source().host().stepTimes().connectNs();
        long waitNs = streams * (wire.roundTripNs() + connectNs);
        wire.after(
                waitNs,
                () -> {
                    if (!of.isBroken()) {
                        attached.accept(ends.destination().attach(attempt));
                    }
                });
    }

    void sendToDestination(ControlMessage message) {
        SourceSide source = ends.source();
        Connection connection = source.connection();
        if (connection != null) {
            DestinationRunner destination = ends.destination();
            send(
                    message,
                    source.host(),
                    connection,
                    connection.toDestination(),
                    destination.host(),
                    heard -> destination.hears(connection, new DestinationEvent.Received(heard)));
        }
    }

    void sendToSource(ControlMessage message) {
        DestinationRunner destination = ends.destination();
        Connection connection = destination.control();
        if (connection != null) {
            SourceSide source = ends.source();
            send(
                    message,
                    destination.host(),
                    connection,
                    connection.toSource(),
                    source.host(),
                    heard -> source.hears(connection, new SourceEvent.Received(heard)));
        }
    }

    /** What comes to a host wakes an event loop, and that the engine's thread. */
    private static void reach(VirtualHost host, Runnable action) {
        host.wake(() -> host.wake(action));
    }

    /** From the engine's thread to the event loop, to the other's event loop, to its engine's. */
    private void send(
            ControlMessage message,
            VirtualHost from,
            Connection connection,
            Lane lane,
            VirtualHost to,
            Consumer<ControlMessage> hears) {
        byte[] bytes = message.toByteArray();
        BodyCase what = message.getBodyCase();
        from.wake(
                () ->
                        lane.send(
                                what,
                                LENGTH_BYTES + bytes.length,
                                () ->
                                        reach(
                                                to,
                                                () ->
                                                        heard(
                                                                parse(bytes),
                                                                connection,
                                                                lane,
                                                                to,
                                                                hears))));
    }

    private void heard(
            ControlMessage message,
            Connection connection,
            Lane lane,
            VirtualHost to,
            Consumer<ControlMessage> hears) {
        if (lane.isLost()) {
            return;
        }
        BodyCase what = message.getBodyCase();
        boolean wasBroken = connection.isBroken();
        hazards().arrives(what);
        if (!wasBroken && connection.isBroken()) {
            lane.lose();
            return;
        }
        hears.accept(message);
        watcher.happened(new Happening.Heard(to, what));
        hazards().taken(what);
    }

    /** Either side hears of it if it still counts on this connection. */
    void breakOff(Connection connection, String reason) {
        end(connection, hazards().lingering(), reason);
    }

    /** One side closes it; what it has said comes before the end. */
    void close(VirtualHost side, Connection connection, String reason) {
        side.wake(() -> end(connection, Lingering.ALL, reason));
    }

    private void end(Connection connection, Lingering lingering, String reason) {
        if (connection.isBroken()) {
            return;
        }
        watcher.happened(new Happening.Disconnected(reason));
        SourceEvent.ConnectionLost toSource = new SourceEvent.ConnectionLost(reason);
        DestinationEvent.ConnectionLost toDestination = new DestinationEvent.ConnectionLost(reason);
        connection.breakOff(
                lingering,
                () -> reach(ends.source().host(), () -> ends.source().hears(connection, toSource)),
                () ->
                        reach(
                                ends.destination().host(),
                                () -> ends.destination().hears(connection, toDestination)));
    }

    private static ControlMessage parse(byte[] bytes) {
        try {
            return ControlMessages.parse(bytes);
        } catch (ProtocolException e) {
            throw new AssertionError("what an engine says can be read", e);
        }
    }
}
