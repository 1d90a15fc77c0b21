package org.pagurus.experiments.demo;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.pagurus.guest.net.Announcement;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NetworkStack;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpService;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueService;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.transport.net.SwitchPort;
import org.pagurus.transport.net.VirtualSwitch;

/** The guest on one host: memory with a key-value table, and a port that swallows when paused. */
final class TestGuest implements AutoCloseable {
    static final NicAddress ADDRESS =
            new NicAddress(MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.0.2"));
    static final int PAGES = 16;

    final GuestMemory memory = GuestMemory.allocate((long) PAGES * Page.SIZE_BYTES);
    private final SwitchPort port;
    private final NetworkStack stack;

    /** Guarded by this. */
    private boolean running;

    /** A paused guest with an empty table. */
    TestGuest(VirtualSwitch net, int generation) throws IOException {
        this(net, generation, service -> service);
    }

    /** A paused guest whose service is wrapped. */
    TestGuest(VirtualSwitch net, int generation, UnaryOperator<UdpService> wrapping)
            throws IOException {
        port = SwitchPort.connect(net.address(), this::receive);
        UdpService service =
                wrapping.apply(
                        new KeyValueService(memory, 0, PAGES, DirtyMarker.NONE, () -> generation));
        stack = new NetworkStack(ADDRESS, KeyValueProtocol.DEFAULT_PORT, service, port);
    }

    synchronized TestGuest resume() {
        running = true;
        return this;
    }

    synchronized void pause() {
        running = false;
    }

    void announce() {
        Announcement.frames(ADDRESS).forEach(port::accept);
    }

    void copyTo(TestGuest destination) {
        destination.memory.segment().copyFrom(memory.segment());
    }

    private synchronized void receive(byte[] frame) {
        if (running) {
            stack.receive(frame);
        }
    }

    @Override
    public void close() {
        port.close();
        memory.close();
    }
}
