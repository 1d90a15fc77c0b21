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

    /** The page streams of a connection reach the destination; null when they are refused. */
    void attach(Connection of, int attempt, Consumer<@Nullable List<PageStreamIn>> attached) {
        long waitNs = wire.roundTripNs() + migration.source().host().stepTimes().connectNs();
        wire.after(
                waitNs,
                () -> {
                    if (!of.isBroken()) {
                        attached.accept(migration.destination().attach(attempt));
                    }
                });
    }

    void sendToDestination(ControlMessage message) {
        Connection connection = migration.source().connection();
        if (connection != null) {
            DestinationRunner destination = migration.destination();
            send(
                    message,
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
        Connection connection = migration.destination().control();
        if (connection != null) {
            SourceRunner source = migration.source();
            send(
                    message,
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
            ControlMessage message, Lane lane, VirtualHost to, Consumer<ControlMessage> hears) {
        byte[] bytes = message.toByteArray();
        lane.send(
                LENGTH_BYTES + bytes.length,
                // Always the same wait: what was said first is heard first.
                () -> wire.after(to.stepTimes().wakeNs(), () -> hears.accept(parse(bytes))));
    }

    /** Either side hears of it if it still counts on this connection. */
    void breakOff(Connection connection, String reason) {
        connection.breakOff(
                () -> {
                    SourceRunner source = migration.source();
                    if (source.connection() == connection) {
                        source.hears(new SourceEvent.ConnectionLost(reason));
                    }
                },
                () -> {
                    DestinationRunner destination = migration.destination();
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
