package org.pagurus.simulator.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All hosts of a cluster, one array a property, so that ten thousand of them stay in the
 * processor's caches. Others only read; {@link Cluster} writes, and so owns the arrays.
 *
 * <p>Two sums of demand are kept: of the guests that run on a host now, and as it was <i>planned
 * </i>: with every migration that waits or runs already over. Strategies go by the second, so that
 * they do not relieve a host twice.
 */
public final class Hosts {
    private final List<HostSpec> kinds;
    private final int[] kind;
    private final int[] cpuMips;
    private final long[] memoryBytes;

    final long[] demandMips;
    final long[] plannedMips;

    /** Of guests that run here, and set aside for those that are to come. */
    final long[] usedBytes;

    final int[] guestCount;
    final int[] incomingCount;
    final int[] outgoingCount;
    final int[] firstGuest;
    final boolean[] on;
    int onCount;

    Hosts(List<HostSpec> specs) {
        int count = specs.size();
        Map<HostSpec, Integer> numbers = new LinkedHashMap<>();
        kind = new int[count];
        cpuMips = new int[count];
        memoryBytes = new long[count];
        for (int host = 0; host < count; host++) {
            HostSpec spec = specs.get(host);
            kind[host] = numbers.computeIfAbsent(spec, s -> numbers.size());
            cpuMips[host] = spec.cpuMips();
            memoryBytes[host] = spec.memoryBytes();
        }
        kinds = List.copyOf(new ArrayList<>(numbers.keySet()));
        demandMips = new long[count];
        plannedMips = new long[count];
        usedBytes = new long[count];
        guestCount = new int[count];
        incomingCount = new int[count];
        outgoingCount = new int[count];
        firstGuest = new int[count];
        Arrays.fill(firstGuest, ClusterView.NONE);
        on = new boolean[count];
        Arrays.fill(on, true);
        onCount = count;
    }

    /** Hosts are numbered from 0. */
    public int count() {
        return kind.length;
    }

    /** The kinds of hosts that there are; a kind is known by its place here. */
    public List<HostSpec> kinds() {
        return kinds;
    }

    public int kind(int host) {
        return kind[host];
    }

    public HostSpec spec(int host) {
        return kinds.get(kind[host]);
    }

    public int cpuMips(int host) {
        return cpuMips[host];
    }

    /** What the guests that run here ask for now; may be more than the capacity. */
    public long demandMips(int host) {
        return demandMips[host];
    }

    /** The same once every migration that waits or runs is over. */
    public long plannedMips(int host) {
        return plannedMips[host];
    }

    /** Planned demand over capacity. */
    public double plannedUse(int host) {
        return (double) plannedMips[host] / cpuMips[host];
    }

    /** Memory that neither a guest has nor one that is to come. */
    public long freeBytes(int host) {
        return memoryBytes[host] - usedBytes[host];
    }

    /** Guests that run here, those on their way out included. */
    public int guestCount(int host) {
        return guestCount[host];
    }

    /** Guests that are to come: their migrations wait or run. */
    public int incomingCount(int host) {
        return incomingCount[host];
    }

    /** Guests that run here and are to leave. */
    public int outgoingCount(int host) {
        return outgoingCount[host];
    }

    public boolean isOn(int host) {
        return on[host];
    }

    public int onCount() {
        return onCount;
    }

    /** Whether nothing runs here and nothing is to come. */
    public boolean isEmpty(int host) {
        return guestCount[host] == 0 && incomingCount[host] == 0;
    }

    /** Whether all that runs here is to leave and nothing is to come: a host to leave alone. */
    public boolean isDraining(int host) {
        return guestCount[host] > 0
                && guestCount[host] == outgoingCount[host]
                && incomingCount[host] == 0;
    }

    /** One of the guests that run here, or {@link ClusterView#NONE}; {@link Guests#next}. */
    public int firstGuest(int host) {
        return firstGuest[host];
    }
}
