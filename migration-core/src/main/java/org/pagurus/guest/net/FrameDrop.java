package org.pagurus.guest.net;

/** Why a network stack let a frame go without an answer. */
public enum FrameDrop {
    /** A header or what it announces does not fit into the frame. */
    TRUNCATED,
    /** A field holds a value that the protocol does not allow. */
    MALFORMED,
    /** A checksum does not match. */
    BAD_CHECKSUM,
    /** A piece of a larger datagram; datagrams are not put together here. */
    FRAGMENT,
    /** Addressed to another MAC. */
    NOT_OUR_MAC,
    /** Addressed to another IP. */
    NOT_OUR_IP,
    /** A UDP datagram for a port that nobody serves. */
    NOT_OUR_PORT,
    /** An EtherType, IP protocol, ARP operation or ICMP type that is not spoken here. */
    UNSUPPORTED,
    /** The service took the datagram and had nothing to reply. */
    UNANSWERED
}
