package org.pagurus.guest;

/**
 * Stopping and starting a guest. Both calls are harmless when the guest is in that state already.
 */
public interface Pausable {
    /** Returns when the guest has stopped: from here on it writes no memory and sends no frame. */
    void pause();

    /** Lets the guest run. */
    void resume();
}
