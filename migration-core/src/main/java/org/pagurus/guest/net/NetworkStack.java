package org.pagurus.guest.net;

import java.util.Map;

/**
 * A host's protocols, without state: it answers ARP requests for its IP, ICMP echo to its IP and
 * UDP to one port. A reply goes to the MAC that the request came from, so no ARP table is needed.
 *
 * <p>Frames are hostile: whatever is not answered is dropped and counted by {@linkplain FrameDrop
 * reason}. Frames are handled by one thread at a time; the counts may be read by any.
 */
public final class NetworkStack {
    private final NicAddress address;
    private final int port;
    private final UdpService service;
    private final FrameSink replies;
    private final DropCounters<FrameDrop> drops = new DropCounters<>(FrameDrop.class);

    /**
     * @param address the addresses to answer for
     * @param port the UDP port that {@code service} serves, 1 to 65535
     * @param replies where replies go
     */
    public NetworkStack(NicAddress address, int port, UdpService service, FrameSink replies) {
        if (port < 1 || port > UdpDatagram.MAX_PORT) {
            throw new IllegalArgumentException("port must be 1 to 65535 but is " + port);
        }
        this.address = address;
        this.port = port;
        this.service = service;
        this.replies = replies;
    }

    /** Handles one frame from the wire. */
    public void receive(byte[] frame) {
        try {
            EthernetHeader ethernet = EthernetHeader.read(frame);
            MacAddress destination = ethernet.destination();
            if (!destination.equals(address.mac()) && !destination.equals(MacAddress.BROADCAST)) {
                drops.count(FrameDrop.NOT_OUR_MAC);
            } else if (ethernet.source().isGroup()) {
                // Replying would broadcast: one hostile frame would become many.
                drops.count(FrameDrop.MALFORMED);
            } else if (ethernet.etherType() == EthernetHeader.TYPE_ARP) {
                receiveArp(ArpPacket.read(frame, EthernetHeader.SIZE_BYTES));
            } else if (ethernet.etherType() == EthernetHeader.TYPE_IPV4) {
                receiveIp(frame, ethernet);
            } else {
                drops.count(FrameDrop.UNSUPPORTED);
            }
        } catch (MalformedFrameException malformed) {
            drops.count(malformed.drop());
        }
    }

    /** Frames that got no answer so far, by reason. */
    public Map<FrameDrop, Long> drops() {
        return drops.snapshot();
    }

    private void receiveArp(ArpPacket packet) {
        if (!packet.targetIp().equals(address.ip())) {
            drops.count(FrameDrop.NOT_OUR_IP);
        } else if (packet.operation() != ArpPacket.REQUEST) {
            drops.count(FrameDrop.UNSUPPORTED);
        } else if (packet.senderMac().isGroup()) {
            drops.count(FrameDrop.MALFORMED);
        } else {
            replies.accept(
                    new ArpPacket(
                                    ArpPacket.REPLY,
                                    address.mac(),
                                    address.ip(),
                                    packet.senderMac(),
                                    packet.senderIp())
                            .toFrame(packet.senderMac()));
        }
    }

    private void receiveIp(byte[] frame, EthernetHeader ethernet) throws MalformedFrameException {
        Ipv4Header ip = Ipv4Header.read(frame, EthernetHeader.SIZE_BYTES);
        NicAddress peer = new NicAddress(ethernet.source(), ip.source());
        if (!ip.destination().equals(address.ip())) {
            drops.count(FrameDrop.NOT_OUR_IP);
        } else if (ip.protocol() == Ipv4Header.PROTOCOL_ICMP) {
            receiveEcho(IcmpEcho.read(frame, ip), peer);
        } else if (ip.protocol() == Ipv4Header.PROTOCOL_UDP) {
            receiveUdp(UdpDatagram.read(frame, ip), peer);
        } else {
            drops.count(FrameDrop.UNSUPPORTED);
        }
    }

    private void receiveEcho(IcmpEcho echo, NicAddress peer) {
        if (echo.type() != IcmpEcho.REQUEST || echo.data().length > IcmpEcho.MAX_DATA_BYTES) {
            drops.count(FrameDrop.UNSUPPORTED);
        } else {
            replies.accept(
                    new IcmpEcho(IcmpEcho.REPLY, echo.identifier(), echo.sequence(), echo.data())
                            .toFrame(address, peer));
        }
    }

    private void receiveUdp(UdpDatagram datagram, NicAddress peer) {
        if (datagram.destinationPort() != port) {
            drops.count(FrameDrop.NOT_OUR_PORT);
            return;
        }
        byte[] reply = service.handle(datagram.payload());
        if (reply == null) {
            drops.count(FrameDrop.UNANSWERED);
        } else {
            replies.accept(
                    new UdpDatagram(port, datagram.sourcePort(), reply).toFrame(address, peer));
        }
    }
}
