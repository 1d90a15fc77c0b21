package org.pagurus.guest;

import java.util.Map;
import java.util.TreeMap;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.Page;

/**
 * Makes guests of every kind that this host has, after checking what holds for all of them. A
 * description may come from another host and is not to be trusted.
 */
public final class GuestKinds implements GuestFactory {
    private final Map<String, GuestFactory> factories;
    private final long maxMemoryBytes;

    /**
     * @param factories by kind
     * @param maxMemoryBytes how much memory one guest may have on this host
     */
    public GuestKinds(Map<String, GuestFactory> factories, long maxMemoryBytes) {
        this.factories = new TreeMap<>(factories);
        this.maxMemoryBytes = maxMemoryBytes;
    }

    @Override
    public BootableGuest create(GuestDescription description, DirtyLogKind dirtyLog)
            throws GuestException {
        if (!GuestDescription.isName(description.name())) {
            throw new GuestException(
                    "guest name must be "
                            + GuestDescription.NAME_FORM
                            + " but is "
                            + GuestException.quoted(description.name()));
        }
        GuestFactory factory = factories.get(description.kind());
        if (factory == null) {
            throw new GuestException(
                    "unknown guest kind "
                            + GuestException.quoted(description.kind())
                            + ": expected "
                            + String.join(" or ", factories.keySet()));
        }
        long memoryBytes = description.memoryBytes();
        if (memoryBytes <= 0
                || memoryBytes > maxMemoryBytes
                || memoryBytes % Page.SIZE_BYTES != 0) {
            throw new GuestException(
                    "memoryBytes must be a multiple of 4096 up to this host's limit of "
                            + maxMemoryBytes
                            + " but is "
                            + memoryBytes);
        }
        return factory.create(description, dirtyLog);
    }
}
