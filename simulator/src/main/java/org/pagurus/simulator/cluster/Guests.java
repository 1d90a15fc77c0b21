package org.pagurus.simulator.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * All guests of a cluster. Others only read; {@link Cluster} writes. What is looked at in passing
 * from guest to guest lies in a row of 32 bytes a guest: guests are met in no order, and in a large
 * cluster each array more would be a cache miss more.
 */
public final class Guests {
    private static final int ROW = 8;
    private static final int HOST = 0;
    private static final int PLANNED_HOST = 1;

    /** Its place among the guests of its host. */
    private static final int PLACE = 2;

    private static final int DEMAND_MIPS = 3;
    private static final int CPU_MIPS = 4;

    /** The place of its memory in {@link #sizes}. */
    private static final int SIZE = 5;

    private final int[] rows;
    private final long[] dirtyBytesPerSecond;

    /** Every size of memory that there is, rising. */
    private final long[] sizes;

    Guests(List<GuestSpec> specs) {
        int count = specs.size();
        rows = new int[ROW * count];
        dirtyBytesPerSecond = new long[count];
        sizes = specs.stream().mapToLong(GuestSpec::memoryBytes).distinct().sorted().toArray();
        for (int guest = 0; guest < count; guest++) {
            GuestSpec spec = specs.get(guest);
            int row = ROW * guest;
            rows[row + HOST] = ClusterView.NONE;
            rows[row + PLANNED_HOST] = ClusterView.NONE;
            rows[row + CPU_MIPS] = spec.cpuMips();
            rows[row + SIZE] = Arrays.binarySearch(sizes, spec.memoryBytes());
            dirtyBytesPerSecond[guest] = spec.dirtyBytesPerSecond();
        }
    }

    /** Guests are numbered from 0. */
    public int count() {
        return dirtyBytesPerSecond.length;
    }

    /** The most that the guest may use. */
    public int cpuMips(int guest) {
        return rows[ROW * guest + CPU_MIPS];
    }

    public long memoryBytes(int guest) {
        return sizes[rows[ROW * guest + SIZE]];
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
        return rows[ROW * guest + DEMAND_MIPS];
    }

    /** Where it runs, or {@link ClusterView#NONE} before it was placed. */
    public int host(int guest) {
        return rows[ROW * guest + HOST];
    }

    /** Where it will run once its migration is over; {@link #host} if it does not migrate. */
    public int plannedHost(int guest) {
        return rows[ROW * guest + PLANNED_HOST];
    }

    /** Whether its migration waits or runs; it can't be given another one then. */
    public boolean isMigrating(int guest) {
        return host(guest) != plannedHost(guest);
    }

    /** What so many percent of the most that it may use are, in whole MIPS. */
    int mipsAt(int guest, int percent) {
        return (int) (((long) cpuMips(guest) * percent + 50) / 100);
    }

    int place(int guest) {
        return rows[ROW * guest + PLACE];
    }

    void setDemandMips(int guest, int mips) {
        rows[ROW * guest + DEMAND_MIPS] = mips;
    }

    void setHost(int guest, int host) {
        rows[ROW * guest + HOST] = host;
    }

    void setPlannedHost(int guest, int host) {
        rows[ROW * guest + PLANNED_HOST] = host;
    }

    void setPlace(int guest, int place) {
        rows[ROW * guest + PLACE] = place;
    }
}
