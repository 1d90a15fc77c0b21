package org.pagurus.guest.net;

/** Where Ethernet frames go. */
@FunctionalInterface
public interface FrameSink {
    /**
     * Takes one frame without its checksum. Must not block and must not keep the array's owner
     * waiting.
     */
    void accept(byte[] frame);
}
