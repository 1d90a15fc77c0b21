package org.pagurus.guest.service;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.UdpService;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.GuestMemory;

/**
 * A key-value service whose table lies in guest memory and nowhere else: after a migration a new
 * service over the pages that arrived holds every write that was acknowledged before.
 *
 * <p>Versions never go back and a retransmitted request changes nothing, so a client may repeat a
 * request until it is answered. Datagrams are hostile: a request that can't be read is answered
 * {@link KeyValueStatus#MALFORMED}, anything else is not answered at all.
 *
 * <p>Datagrams are handled by one thread at a time, while the guest runs.
 */
public final class KeyValueService implements UdpService {
    private final KeyValueTable table;
    private final IntSupplier generation;
    private final AtomicLong requests = new AtomicLong();

    /**
     * @param firstPage the first page of the table
     * @param pageCount how many pages it has, 1 or more; 32 keys fit into one
     * @param marker told of each page after it was written
     * @param generation how many times this guest was resumed on a new host
     * @throws IllegalArgumentException when the pages are not all in the memory
     */
    public KeyValueService(
            GuestMemory memory,
            long firstPage,
            long pageCount,
            DirtyMarker marker,
            IntSupplier generation) {
        this.table = new KeyValueTable(memory, firstPage, pageCount, marker);
        this.generation = generation;
    }

    @Override
    public byte @Nullable [] handle(byte[] datagram) {
        if (!KeyValueProtocol.isAnswerable(datagram)) {
            return null;
        }
        requests.incrementAndGet();
        return KeyValueProtocol.encode(reply(datagram));
    }

    /** Requests answered since this object was made, errors included. Safe from any thread. */
    public long requests() {
        return requests.get();
    }

    private KeyValueReply reply(byte[] datagram) {
        int now = generation.getAsInt();
        KeyValueRequest request;
        try {
            request = KeyValueProtocol.decodeRequest(datagram);
        } catch (MalformedDatagramException malformed) {
            return KeyValueReply.bare(
                    KeyValueStatus.MALFORMED, now, KeyValueProtocol.requestId(datagram), 0, 0);
        }
        KeyValueTable.Answer answer =
                switch (request) {
                    case KeyValueRequest.Put put ->
                            table.put(put.key(), put.version(), put.value());
                    case KeyValueRequest.Get get -> table.get(get.key());
                };
        return new KeyValueReply(
                answer.status(),
                now,
                request.requestId(),
                request.key(),
                answer.version(),
                answer.value());
    }
}
