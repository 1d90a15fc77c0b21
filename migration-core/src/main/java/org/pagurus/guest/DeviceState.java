package org.pagurus.guest;

/**
 * The guest's state outside its memory: registers, devices, whatever must travel for it to go on.
 */
public interface DeviceState {
    /** At most this much travels. */
    int MAX_BYTES = 1 << 20;

    /** The state of the paused guest, at most {@link #MAX_BYTES}. */
    byte[] saveDeviceState();

    /**
     * Puts a saved state into this paused guest.
     *
     * @throws GuestException when the bytes are not a state of this kind of guest; they come from
     *     the other host and are not to be trusted
     */
    void loadDeviceState(byte[] state) throws GuestException;
}
