package org.pagurus.simulator.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * All guests of a cluster, one array a property. Others only read; {@link Cluster} writes, and so
 * owns the arrays. A host's guests are a list that is linked through arrays, so that moving one
 * costs the same however many there are.
 */
public final class Guests {
    private final int[] cpuMips;
    private final long[] memoryBytes;
    private final long[] dirtyBytesPerSecond;

    /** Every size of memory that there is, rising. */
    private final long[] sizes;

    final int[] demandMips;
    final int[] host;
    final int[] plannedHost;
    final int[] next;
    final int[] previous;

    Guests(List<GuestSpec> specs) {
        int count = specs.size();
        cpuMips = new int[count];
        memoryBytes = new long[count];
        dirtyBytesPerSecond = new long[count];
        for (int guest = 0; guest < count; guest++) {
            GuestSpec spec = specs.get(guest);
            cpuMips[guest] = spec.cpuMips();
            memoryBytes[guest] = spec.memoryBytes();
            dirtyBytesPerSecond[guest] = spec.dirtyBytesPerSecond();
        }
        sizes = Arrays.stream(memoryBytes).distinct().sorted().toArray();
        demandMips = new int[count];
        host = filled(count);
        plannedHost = filled(count);
        next = filled(count);
        previous = filled(count);
    }

    private static int[] filled(int count) {
        int[] array = new int[count];
        Arrays.fill(array, ClusterView.NONE);
        return array;
    }

    /** Guests are numbered from 0. */
    public int count() {
        return cpuMips.length;
    }

    /** The most that the guest may use. */
    public int cpuMips(int guest) {
        return cpuMips[guest];
    }

    public long memoryBytes(int guest) {
        return memoryBytes[guest];
    }

    /**
     * Sizes of memory by which hosts can be told apart: all that guests have, or so many of them,
     * evenly spread. Rising; the first is the least.
     */
    public long[] memoryLevels(int most) {
        int count = Math.min(most, sizes.length);
        long[] levels = new long[count];
        for (int i = 0; i < count; i++) {
            levels[i] = sizes[(int) ((long) i * sizes.length / count)];
        }
        return levels;
    }

    public long dirtyBytesPerSecond(int guest) {
        return dirtyBytesPerSecond[guest];
    }

    /** What it asked for in the newest sample. */
    public int demandMips(int guest) {
        return demandMips[guest];
    }

    /** Where it runs, or {@link ClusterView#NONE} before it was placed. */
    public int host(int guest) {
        return host[guest];
    }

    /** Where it will run once its migration is over; {@link #host} if it does not migrate. */
    public int plannedHost(int guest) {
        return plannedHost[guest];
    }

    /** Whether its migration waits or runs; it can't be given another one then. */
    public boolean isMigrating(int guest) {
        return host[guest] != plannedHost[guest];
    }

    /** The next guest that runs on the same host, or {@link ClusterView#NONE}. */
    public int next(int guest) {
        return next[guest];
    }
}
