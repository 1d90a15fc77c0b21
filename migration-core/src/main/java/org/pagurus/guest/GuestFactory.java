package org.pagurus.guest;

import org.pagurus.memory.DirtyLogKind;

/** Makes guests of one or more kinds. */
@FunctionalInterface
public interface GuestFactory {
    /**
     * A paused guest with empty memory: its content comes from a migration or from {@link
     * BootableGuest#boot()}.
     *
     * @throws GuestException when this host cannot have such a guest: unknown kind, not enough
     *     memory, missing files
     */
    BootableGuest create(GuestDescription description, DirtyLogKind dirtyLog) throws GuestException;
}
