package org.pagurus.guest.software;

import org.pagurus.guest.GuestException;
import org.pagurus.memory.GuestMemory;

/** The memory content that a guest starts with. */
@FunctionalInterface
public interface BootImage {
    /** Fills memory that is all zero. */
    void fill(GuestMemory memory) throws GuestException;
}
