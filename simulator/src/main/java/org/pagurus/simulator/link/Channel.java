package org.pagurus.simulator.link;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.Simulation;

/**
 * An ordered stream of messages from one host to another, as TCP carries it. A message goes when
 * the one before has gone, shares links with whatever else goes over them, and is delivered when
 * its last byte has come: the path's latency after that has gone. What is sent waits in a backlog
 * of limited bytes; one who hears that the channel is writable again keeps it filled.
 *
 * <p>A channel outlives cut links, over which it waits, until it is broken off. Then everything is
 * lost that was not delivered. There is no slow start, no window and no segment.
 */
public final class Channel {
    private final Simulation simulation;
    private final Network network;
    private final Bundle bundle;
    private final long backlogLimitBytes;
    private final Event writable;

    private final ArrayDeque<Message> waiting = new ArrayDeque<>();

    /** Messages that have gone and not yet come, oldest first. */
    private final ArrayDeque<Message> onTheWay = new ArrayDeque<>();

    private long backlogBytes;
    private boolean full;
    private boolean broken;
    private @Nullable Transfer going;
    private long lastArrivalNs;

    private static final class Message {
        private final long bytes;
        private final Event delivered;
        private long arrival;

        Message(long bytes, Event delivered) {
            this.bytes = bytes;
            this.delivered = delivered;
        }
    }

    /**
     * @param capBytesPerSecond what it takes at most; {@code Double.POSITIVE_INFINITY} for no cap
     * @param backlogLimitBytes from how many bytes on that have not gone it is not writable, 1 or
     *     more
     * @param writable fires when it was not and at most half the limit is left
     */
    public Channel(
            Simulation simulation,
            Network network,
            Path path,
            double capBytesPerSecond,
            long backlogLimitBytes,
            Event writable) {
        if (backlogLimitBytes < 1) {
            throw new IllegalArgumentException(
                    "backlogLimitBytes: expected 1 or more but found " + backlogLimitBytes);
        }
        this.simulation = simulation;
        this.network = network;
        this.backlogLimitBytes = backlogLimitBytes;
        this.writable = writable;
        bundle =
                capBytesPerSecond == Double.POSITIVE_INFINITY
                        ? path.bundle()
                        : Network.cappedBundle(path, capBytesPerSecond);
    }

    /** Whether a message may be sent. The last one may go beyond the limit, whatever its length. */
    public boolean isWritable() {
        return !full && !broken;
    }

    /** What has been sent and has not gone. */
    public long backlogBytes() {
        return backlogBytes;
    }

    /**
     * Sends a message.
     *
     * @param bytes what it takes on the links, 1 or more
     * @param delivered fires when it has come
     * @throws IllegalStateException when the channel is not writable
     */
    public void send(long bytes, Event delivered) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes: expected 1 or more but found " + bytes);
        }
        if (!isWritable()) {
            throw new IllegalStateException(
                    broken
                            ? "channel: expected one in use but found it broken off"
                            : "backlog: expected less than "
                                    + backlogLimitBytes
                                    + " bytes but found "
                                    + backlogBytes);
        }
        Message message = new Message(bytes, delivered);
        waiting.add(message);
        backlogBytes += message.bytes;
        full = backlogBytes >= backlogLimitBytes;
        if (going == null) {
            startNext();
        }
    }

    /** Ends the channel; whatever was not delivered never will be. */
    public void breakOff() {
        broken = true;
        if (going != null) {
            network.cancel(going);
            going = null;
        }
        for (Message message : onTheWay) {
            simulation.cancel(message.arrival);
        }
        onTheWay.clear();
        waiting.clear();
        backlogBytes = 0;
    }

    public boolean isBroken() {
        return broken;
    }

    private void startNext() {
        Message next = waiting.peek();
        going = next == null ? null : network.start(bundle, next.bytes, this::gone);
    }

    private void gone(long nowNs) {
        Message message = waiting.remove();
        backlogBytes -= message.bytes;
        // A latency that has become less lets nothing overtake.
        lastArrivalNs = Math.max(lastArrivalNs, nowNs + bundle.path().latencyNs());
        onTheWay.add(message);
        message.arrival = simulation.schedule(lastArrivalNs, this::arrived);
        startNext();
        if (full && backlogBytes <= backlogLimitBytes / 2) {
            full = false;
            writable.fire(nowNs);
        }
    }

    private void arrived(long nowNs) {
        onTheWay.remove().delivered.fire(nowNs);
    }
}
