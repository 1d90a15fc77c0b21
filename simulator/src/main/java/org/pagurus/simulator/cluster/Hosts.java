package org.pagurus.simulator.cluster;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All hosts of a cluster. Others only read; {@link Cluster} writes. What belongs to a host lies
 * side by side, in a row of four sums and one of eight small numbers: guests come and go in no
 * order, and in a large cluster each array more would be a cache miss more.
 *
 * <p>Two sums of demand are kept: of the guests that run on a host now, and as it was <i>planned
 * </i>: with every migration that waits or runs already over. Strategies go by the second, so that
 * they do not relieve a host twice.
 */
public final class Hosts {
    private static final int SUMS = 4;
    private static final int DEMAND_MIPS = 0;
    private static final int PLANNED_MIPS = 1;
    private static final int MEMORY_BYTES = 2;

    /** Of guests that run here, and set aside for those that are to come. */
    private static final int USED_BYTES = 3;

    private static final int ROW = 8;
    private static final int CPU_MIPS = 0;
    private static final int KIND = 1;
    private static final int GUESTS = 2;
    private static final int INCOMING = 3;
    private static final int OUTGOING = 4;
    private static final int IS_ON = 5;

    /** Guests of a host that there is room for at first. */
    private static final int FIRST_ROOM = 4;

    private final List<HostSpec> kinds;
    private final long[] sums;
    private final int[] rows;

    /** The guests that run on each, in no order, and room for more. */
    private final int[][] guests;

    private final int count;
    private int onCount;

    Hosts(List<HostSpec> specs) {
        count = specs.size();
        onCount = count;
        sums = new long[SUMS * count];
        rows = new int[ROW * count];
        guests = new int[count][FIRST_ROOM];
        Map<HostSpec, Integer> numbers = new LinkedHashMap<>();
        for (int host = 0; host < count; host++) {
            HostSpec spec = specs.get(host);
            sums[SUMS * host + MEMORY_BYTES] = spec.memoryBytes();
            rows[ROW * host + CPU_MIPS] = spec.cpuMips();
            rows[ROW * host + KIND] = numbers.computeIfAbsent(spec, s -> numbers.size());
            rows[ROW * host + IS_ON] = 1;
        }
        kinds = List.copyOf(numbers.keySet());
    }

    /** Hosts are numbered from 0. */
    public int count() {
        return count;
    }

    /** The kinds of hosts that there are; a kind is known by its place here. */
    public List<HostSpec> kinds() {
        return kinds;
    }

    public int kind(int host) {
        return rows[ROW * host + KIND];
    }

    public HostSpec spec(int host) {
        return kinds.get(kind(host));
    }

    public int cpuMips(int host) {
        return rows[ROW * host + CPU_MIPS];
    }

    /** What the guests that run here ask for now; may be more than the capacity. */
    public long demandMips(int host) {
        return sums[SUMS * host + DEMAND_MIPS];
    }

    /** The same once every migration that waits or runs is over. */
    public long plannedMips(int host) {
        return sums[SUMS * host + PLANNED_MIPS];
    }

    /** Planned demand over capacity. */
    public double plannedUse(int host) {
        return (double) plannedMips(host) / cpuMips(host);
    }

    /** Memory that neither a guest has nor one that is to come. */
    public long freeBytes(int host) {
        return sums[SUMS * host + MEMORY_BYTES] - sums[SUMS * host + USED_BYTES];
    }

    /** Guests that run here, those on their way out included. */
    public int guestCount(int host) {
        return rows[ROW * host + GUESTS];
    }

    /** Guests that are to come: their migrations wait or run. */
    public int incomingCount(int host) {
        return rows[ROW * host + INCOMING];
    }

    /** Guests that run here and are to leave. */
    public int outgoingCount(int host) {
        return rows[ROW * host + OUTGOING];
    }

    public boolean isOn(int host) {
        return rows[ROW * host + IS_ON] != 0;
    }

    public int onCount() {
        return onCount;
    }

    /** Whether nothing runs here and nothing is to come. */
    public boolean isEmpty(int host) {
        return guestCount(host) == 0 && incomingCount(host) == 0;
    }

    /** Whether all that runs here is to leave and nothing is to come: a host to leave alone. */
    public boolean isDraining(int host) {
        return guestCount(host) > 0
                && guestCount(host) == outgoingCount(host)
                && incomingCount(host) == 0;
    }

    /**
     * One of the guests that run here.
     *
     * @param place from 0 to below {@link #guestCount}; which guest is where may change with any
     *     migration that ends
     */
    public int guest(int host, int place) {
        assert place < guestCount(host) : place;
        return guests[host][place];
    }

    void addDemand(int host, long mips) {
        sums[SUMS * host + DEMAND_MIPS] += mips;
    }

    void addPlanned(int host, long mips) {
        sums[SUMS * host + PLANNED_MIPS] += mips;
    }

    void addUsed(int host, long bytes) {
        sums[SUMS * host + USED_BYTES] += bytes;
    }

    /** Returns the place of the guest. */
    int addGuest(int host, int guest) {
        int place = rows[ROW * host + GUESTS]++;
        if (place == guests[host].length) {
            guests[host] = Arrays.copyOf(guests[host], 2 * place);
        }
        guests[host][place] = guest;
        return place;
    }

    /** Returns the guest that has the place now: the last one, which may be the same. */
    int removeGuest(int host, int place) {
        int last = guests[host][--rows[ROW * host + GUESTS]];
        guests[host][place] = last;
        return last;
    }

    /** Migrations from one host to another that wait or run, more or less. */
    void addMigrations(int source, int destination, int change) {
        rows[ROW * source + OUTGOING] += change;
        rows[ROW * destination + INCOMING] += change;
    }

    void setOn(int host, boolean isOn) {
        rows[ROW * host + IS_ON] = isOn ? 1 : 0;
        onCount += isOn ? 1 : -1;
    }
}
