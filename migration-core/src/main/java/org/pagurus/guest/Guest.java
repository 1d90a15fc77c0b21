package org.pagurus.guest;

import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;

/**
 * All that the engine asks of a guest, whatever it is made of: threads that write memory, a
 * replayed trace, a virtual machine. A guest is created paused.
 */
public interface Guest extends Pausable, DeviceState, Throttled, AutoCloseable {
    GuestDescription description();

    GuestMemory memory();

    DirtyLog dirtyLog();

    /** Stops the guest for good and gives back its memory. */
    @Override
    void close();
}
