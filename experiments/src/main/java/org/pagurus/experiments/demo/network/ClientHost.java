package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.ArpPacket;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.MalformedFrameException;
import org.pagurus.guest.net.NetworkStack;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.transport.net.SwitchPort;

/**
 * A client's network side on a virtual switch: it learns the guest's MAC by ARP, gratuitous or
 * asked for, sends datagrams to the guest and queues its replies.
 *
 * <p>A MAC once learned is kept until an ARP packet names another, as a host's ARP cache does for
 * minutes: so a handover without an announcement is seen as what it is.
 */
public final class ClientHost implements ClientLine {
    private static final int CLIENT_PORT = 40_000;
    private static final MacAddress NO_MAC = new MacAddress(0);

    private final ServiceAddress service;
    private final NetworkStack stack;
    private final Replies replies = new Replies();

    /** Written by {@link #plug}, read by all threads. */
    private volatile FrameSink wire = frame -> {};

    /** Set once it is plugged into a switch. */
    private @Nullable SwitchPort port;

    /** Written by the thread that brings frames, read by the one that sends. */
    private volatile @Nullable MacAddress guestMac;

    ClientHost(ServiceAddress service) {
        this.service = service;
        this.stack =
                new NetworkStack(
                        service.client(),
                        CLIENT_PORT,
                        this::takeReply,
                        frame -> wire.accept(frame));
    }

    /**
     * A client plugged into a switch.
     *
     * @throws IOException when the switch can't be reached
     */
    public static ClientHost connect(InetSocketAddress virtualSwitch, ServiceAddress service)
            throws IOException {
        ClientHost host = new ClientHost(service);
        SwitchPort port = SwitchPort.connect(virtualSwitch, host::receive);
        host.port = port;
        host.plug(port);
        return host;
    }

    /** Plugs in the wire; before that, frames to be sent are lost. */
    void plug(FrameSink newWire) {
        wire = newWire;
    }

    /** Handles one frame from the wire. Called by one thread at a time. */
    void receive(byte[] frame) {
        learnGuest(frame);
        stack.receive(frame);
    }

    /** Sends a datagram to the guest, or a question for its MAC while that is not known. */
    @Override
    public void send(byte[] payload) {
        NicAddress self = service.client();
        MacAddress mac = guestMac;
        if (mac == null) {
            wire.accept(
                    new ArpPacket(
                                    ArpPacket.REQUEST,
                                    self.mac(),
                                    self.ip(),
                                    NO_MAC,
                                    service.guestIp())
                            .toFrame(MacAddress.BROADCAST));
        } else {
            wire.accept(
                    new UdpDatagram(CLIENT_PORT, service.guestPort(), payload)
                            .toFrame(self, new NicAddress(mac, service.guestIp())));
        }
    }

    @Override
    public @Nullable Arrival poll(long timeoutNs) throws InterruptedException {
        return replies.poll(timeoutNs);
    }

    @Override
    public long unusableDatagrams() {
        return replies.unusableDatagrams();
    }

    @Override
    public String hint() {
        return guestMac == null ? "its MAC is not known" : "";
    }

    /** Leaves the switch. */
    @Override
    public void close() {
        if (port != null) {
            port.close();
        }
    }

    private byte @Nullable [] takeReply(byte[] payload) {
        replies.add(payload);
        return null;
    }

    private void learnGuest(byte[] frame) {
        try {
            if (EthernetHeader.read(frame).etherType() == EthernetHeader.TYPE_ARP) {
                ArpPacket packet = ArpPacket.read(frame, EthernetHeader.SIZE_BYTES);
                MacAddress sender = packet.senderMac();
                if (packet.senderIp().equals(service.guestIp())
                        && !sender.isGroup()
                        && !sender.equals(NO_MAC)) {
                    guestMac = sender;
                }
            }
        } catch (MalformedFrameException malformed) {
            // Nothing to learn. The stack reads the same bytes and counts the drop.
        }
    }
}
