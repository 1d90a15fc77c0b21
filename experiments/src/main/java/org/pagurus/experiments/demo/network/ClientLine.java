package org.pagurus.experiments.demo.network;

import org.jspecify.annotations.Nullable;
import org.pagurus.guest.service.KeyValueReply;

/**
 * A client's way to a guest's key-value service and back. It sends from one thread; replies wait,
 * up to {@value #MAX_WAITING_REPLIES}, until they are taken.
 */
public interface ClientLine extends AutoCloseable {
    /** Replies that wait to be taken; more are dropped and counted. */
    int MAX_WAITING_REPLIES = 1_024;

    /** A reply and when it came, in {@link System#nanoTime}. */
    record Arrival(long atNs, KeyValueReply reply) {}

    /** Sends a datagram to the guest, or loses it as a network does. Does not block. */
    void send(byte[] payload);

    /** The next reply, or null when none came within the time. */
    @Nullable Arrival poll(long timeoutNs) throws InterruptedException;

    /** Datagrams that were no replies or found the queue full. */
    long unusableDatagrams();

    /** What is known of the reason why a guest does not answer, for people; may be empty. */
    String hint();

    @Override
    void close();
}
