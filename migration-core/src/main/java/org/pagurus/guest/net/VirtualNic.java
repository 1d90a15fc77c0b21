package org.pagurus.guest.net;

/**
 * The guest's network card. The host plugs a wire into it; the guest sends through it and is handed
 * what arrives. Frames that arrive while the guest is paused are dropped and counted, as a real
 * card's ring would overflow.
 */
public interface VirtualNic {
    NicAddress address();

    /** Plugs in the wire that the guest's frames go to. */
    void plug(FrameSink wire);

    /** Pulls the wire out: the guest's frames are dropped and counted from here on. */
    void unplug();

    /** Hands a frame from the wire to the guest. */
    void receive(byte[] frame);

    /** Frames dropped so far, in either direction. */
    long droppedFrames();
}
