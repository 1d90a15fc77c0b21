package org.pagurus.simulator.driver;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.ControlMessage;

/**
 * Where the two sides of a migration meet: carries what one says to the other, as bytes, if both
 * still count on the connection that it was said on.
 */
final class Junction {
    /** Before each control message. */
    private static final int LENGTH_BYTES = 4;

    private final Wire wire;
    private final ExactMigration migration;

    Junction(Wire wire, ExactMigration migration) {
        this.wire = wire;
        this.migration = migration;
    }

    LinkHazards hazards() {
        return wire.hazards();
    }

    /** Connects; null when nobody answers. */
    void connect(Consumer<@Nullable Connection> connected) {
        long waitNs = wire.roundTripNs() + migration.source().host().stepTimes().connectNs();
        wire.after(
                waitNs,
                () -> {
                    if (wire.isDown()) {
                        connected.accept(null);
                        return;
                    }
                    Connection fresh = new Connection(wire);
                    // The accepting host sees it before anything that comes through it.
                    migration.destination().connected(fresh);
                    connected.accept(fresh);
                });
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
        long connectNs = migration.source().host().stepTimes().connectNs();
        long waitNs = streams * (wire.roundTripNs() + connectNs);
        wire.after(
                waitNs,
                () -> {
                    if (!of.isBroken()) {
                        attached.accept(migration.destination().attach(attempt));
                    }
                });
    }

    void sendToDestination(ControlMessage message) {
        SourceRunner source = migration.source();
        Connection connection = source.connection();
        if (connection != null) {
            DestinationRunner destination = migration.destination();
            send(
                    message,
                    source.host(),
                    connection.toDestination(),
                    destination.host(),
                    heard -> destination.hears(connection, new DestinationEvent.Received(heard)));
        }
    }

    void sendToSource(ControlMessage message) {
        DestinationRunner destination = migration.destination();
        Connection connection = destination.control();
        if (connection != null) {
            SourceRunner source = migration.source();
            send(
                    message,
                    destination.host(),
                    connection.toSource(),
                    source.host(),
                    heard -> source.hears(connection, new SourceEvent.Received(heard)));
        }
    }

    /** From the engine's thread to the event loop, to the other's event loop, to its engine's. */
    private void send(
            ControlMessage message,
            VirtualHost from,
            Lane lane,
            VirtualHost to,
            Consumer<ControlMessage> hears) {
        byte[] bytes = message.toByteArray();
        from.wake(
                () ->
                        lane.send(
                                LENGTH_BYTES + bytes.length,
                                () -> to.wake(() -> to.wake(() -> hears.accept(parse(bytes))))));
    }

    /** Either side hears of it if it still counts on this connection. */
    void breakOff(Connection connection, String reason) {
        connection.breakOff(
                () -> migration.source().hears(connection, new SourceEvent.ConnectionLost(reason)),
                () ->
                        migration
                                .destination()
                                .hears(connection, new DestinationEvent.ConnectionLost(reason)));
    }

    private static ControlMessage parse(byte[] bytes) {
        try {
            return ControlMessages.parse(bytes);
        } catch (ProtocolException e) {
            throw new AssertionError("what an engine says can be read", e);
        }
    }
}
