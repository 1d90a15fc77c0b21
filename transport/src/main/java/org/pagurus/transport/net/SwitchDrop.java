package org.pagurus.transport.net;

/** What a virtual switch turned away, and why. */
public enum SwitchDrop {
    /** A frame: too much waits to leave the port already. Counted once for each port. */
    OUTPUT_FULL,
    /** A frame for a port that closed before the frame had left. */
    PORT_CLOSED,
    /** A frame whose destination lies behind the port that it came from. */
    SAME_PORT,
    /** A frame for everybody when there is no other port. */
    NO_RECEIVER,
    /** A frame from a broadcast or multicast address. */
    GROUP_SOURCE,
    /** A MAC: the table is full. Its frame goes on. */
    MAC_TABLE_FULL,
    /** A connection: all ports are taken. */
    PORT_LIMIT,
    /** A connection, closed because it sent a frame length out of bounds. */
    FRAME_LENGTH
}
