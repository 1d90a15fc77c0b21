package org.pagurus.guest.software;

import org.pagurus.guest.GuestCheck;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.GuestMemory;

/** The memory content that a guest starts with, and what holds of it from then on. */
@FunctionalInterface
public interface BootImage {
    /** Fills memory that is all zero. */
    void fill(GuestMemory memory) throws GuestException;

    /**
     * Checks what must hold of a paused guest's memory, however much its vCPUs have written.
     *
     * @throws GuestException when nothing is known to
     */
    default GuestCheck check(GuestMemory memory) throws GuestException {
        throw new GuestException(
                "kind: expected a synthetic guest with the workload invariant, of whose memory"
                        + " something holds at any time");
    }
}
