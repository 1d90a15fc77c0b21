package org.pagurus.transport.net;

/** Why a frame did not leave through a {@link GuestPort}. */
public enum PortDrop {
    /** The port is silent, as its guest does not run here. */
    SILENT,
    /** Too much waits to be sent already. */
    OUTPUT_FULL,
    /** The connection is closed, or closed before the frame was sent. */
    DISCONNECTED,
    /** The frame is shorter or longer than {@link SocketFraming} allows. */
    FRAME_SIZE
}
