package org.pagurus.simulator.fault;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.Ipv4Header;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.MalformedFrameException;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.service.MalformedDatagramException;
import org.pagurus.simulator.checker.AcknowledgedWrites;
import org.pagurus.simulator.kernel.Simulation;

/**
 * A client that writes to the guest's key-value service and reads from it, one request at a time,
 * each repeated until it is answered; a limited number of them.
 */
final class Client {
    private static final NicAddress ADDRESS =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));
    private static final int PORT = 40_000;

    /** From the client to the guest, and back. */
    private static final long LATENCY_NS = 100_000;

    private static final int MOST_FRAMES = 30;
    private static final long FIRST_REPEAT_NS = 2_000_000;
    private static final long LAST_REPEAT_NS = 200_000_000;

    /** Of so many requests one reads. */
    private static final int READS_EVERY = 5;

    private final Simulation simulation;
    private final NicAddress guest;
    private final Consumer<byte[]> network;
    private final long waitNs;
    private final long[] versions = new long[AcknowledgedWrites.KEYS];
    private long requests;
    private int frames;
    private byte @Nullable [] waitsFor;

    /**
     * @param network takes a frame to where the guest's address is
     * @param waitNs between an answer and the next request
     */
    Client(Simulation simulation, NicAddress guest, Consumer<byte[]> network, long waitNs) {
        this.simulation = simulation;
        this.guest = guest;
        this.network = network;
        this.waitNs = waitNs;
    }

    void next() {
        long id = ++requests;
        int key = (int) (id % AcknowledgedWrites.KEYS);
        KeyValueRequest request =
                id % READS_EVERY == 0
                        ? new KeyValueRequest.Get(id, (id / READS_EVERY) % AcknowledgedWrites.KEYS)
                        : put(id, key);
        byte[] frame =
                new UdpDatagram(
                                PORT,
                                KeyValueProtocol.DEFAULT_PORT,
                                KeyValueProtocol.encode(request))
                        .toFrame(ADDRESS, guest);
        waitsFor = frame;
        send(id, frame, FIRST_REPEAT_NS);
    }

    private KeyValueRequest put(long id, int key) {
        long version = ++versions[key];
        return new KeyValueRequest.Put(id, key, version, AcknowledgedWrites.value(key, version));
    }

    private void send(long id, byte[] frame, long repeatNs) {
        if (frames == MOST_FRAMES) {
            return;
        }
        frames++;
        after(LATENCY_NS, () -> network.accept(frame));
        after(
                repeatNs,
                () -> {
                    if (waitsFor == frame) {
                        send(id, frame, Math.min(2 * repeatNs, LAST_REPEAT_NS));
                    }
                });
    }

    /** A frame comes back. */
    void receive(KeyValueReply reply) {
        after(
                LATENCY_NS,
                () -> {
                    if (reply.requestId() == requests && waitsFor != null) {
                        waitsFor = null;
                        after(waitNs, this::next);
                    }
                });
    }

    /** What the guest says in a frame. */
    static KeyValueReply read(byte[] frame) {
        try {
            Ipv4Header ip = Ipv4Header.read(frame, EthernetHeader.SIZE_BYTES);
            return KeyValueProtocol.decodeReply(UdpDatagram.read(frame, ip).payload());
        } catch (MalformedFrameException | MalformedDatagramException e) {
            throw new IllegalStateException("the guest sends what cannot be read", e);
        }
    }

    private void after(long ns, Runnable action) {
        simulation.schedule(simulation.nowNs() + ns, nowNs -> action.run());
    }
}
