package org.pagurus.guest.net;

import java.util.List;

/**
 * The frames by which a network learns where a guest is now: a gratuitous ARP request (RFC 5227, as
 * a Linux guest sends it) renews the neighbours' ARP tables, a RARP request (as QEMU sends it, see
 * its {@code net/announce.c}) the switches' MAC tables. Both are broadcast and 60 bytes long.
 */
public final class Announcement {
    private static final MacAddress NO_MAC = new MacAddress(0);
    private static final Ipv4Address NO_IP = new Ipv4Address(0);

    private Announcement() {}

    /** Both frames, in the order in which to send them. */
    public static List<byte[]> frames(NicAddress guest) {
        return List.of(gratuitousArp(guest), rarp(guest.mac()));
    }

    /** A request for the guest's own IP, which nobody answers. */
    public static byte[] gratuitousArp(NicAddress guest) {
        return new ArpPacket(ArpPacket.REQUEST, guest.mac(), guest.ip(), NO_MAC, guest.ip())
                .toFrame(MacAddress.BROADCAST);
    }

    /** A question for the IP of the guest's MAC, which nobody answers. */
    public static byte[] rarp(MacAddress mac) {
        return new ArpPacket(ArpPacket.RARP_REQUEST, mac, NO_IP, mac, NO_IP)
                .toFrame(MacAddress.BROADCAST);
    }
}
