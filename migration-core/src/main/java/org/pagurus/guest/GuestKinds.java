package org.pagurus.guest;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.Page;

/**
 * Makes guests of every kind that this host has, after checking what holds for all of them. A
 * description may come from another host and is not to be trusted.
 */
public final class GuestKinds implements GuestFactory {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,64}");
    private static final int QUOTED_CHARS = 64;

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
        if (!NAME.matcher(description.name()).matches()) {
            throw new GuestException(
                    "guest name must be 1 to 64 characters of a-z A-Z 0-9 . _ - but is "
                            + quoted(description.name()));
        }
        GuestFactory factory = factories.get(description.kind());
        if (factory == null) {
            throw new GuestException(
                    "unknown guest kind "
                            + quoted(description.kind())
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

    private static String quoted(String text) {
        String cut = text.length() > QUOTED_CHARS ? text.substring(0, QUOTED_CHARS) + "..." : text;
        return "'" + cut.replaceAll("[^\\x20-\\x7e]", "?") + "'";
    }
}
