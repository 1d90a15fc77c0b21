package org.pagurus.guest;

import org.pagurus.guest.net.VirtualNic;

/** A guest that a host daemon can start: it fills its own memory and has a NIC. */
public interface BootableGuest extends Guest {
    /** Fills the empty memory with the guest's first content. The guest stays paused. */
    void boot() throws GuestException;

    VirtualNic nic();

    /** One line about how the guest fares, for {@code pagurus guest status}. */
    String status();

    /**
     * Checks what must hold of its memory at any time; a running guest is paused for the while.
     *
     * @throws GuestException when nothing is known to hold of it, or it was closed
     */
    GuestCheck check() throws GuestException;
}
