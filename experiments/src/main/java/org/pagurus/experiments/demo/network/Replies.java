package org.pagurus.experiments.demo.network;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.network.ClientLine.Arrival;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.MalformedDatagramException;

/** Replies that wait for a client, each with the time of its arrival. Safe for all threads. */
final class Replies {
    private final BlockingQueue<Arrival> waiting =
            new ArrayBlockingQueue<>(ClientLine.MAX_WAITING_REPLIES);
    private final AtomicLong unusableDatagrams = new AtomicLong();

    /** Takes in what a datagram carries, which has come just now. */
    void add(byte[] payload) {
        long nowNs = System.nanoTime();
        try {
            if (!waiting.offer(new Arrival(nowNs, KeyValueProtocol.decodeReply(payload)))) {
                unusableDatagrams.incrementAndGet();
            }
        } catch (MalformedDatagramException malformed) {
            unusableDatagrams.incrementAndGet();
        }
    }

    @Nullable Arrival poll(long timeoutNs) throws InterruptedException {
        return waiting.poll(timeoutNs, TimeUnit.NANOSECONDS);
    }

    long unusableDatagrams() {
        return unusableDatagrams.get();
    }
}
