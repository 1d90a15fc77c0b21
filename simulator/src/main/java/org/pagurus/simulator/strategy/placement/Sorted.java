package org.pagurus.simulator.strategy.placement;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.ClusterView;

/** Numbers in an order, sorted as primitive values: the key above, the number below. */
public final class Sorted {
    private static final int NUMBER_BITS = 21;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
    private static final double USE_STEPS = 1 << 30;

    static {
        assert Cluster.MAX_GUESTS <= 1 << NUMBER_BITS && Cluster.MAX_HOSTS <= 1 << NUMBER_BITS;
    }

    private Sorted() {}

    /** Guests by falling demand; equals by number. */
    public static int[] byFallingDemand(ClusterView cluster, int[] guests) {
        long[] keys = new long[guests.length];
        for (int i = 0; i < guests.length; i++) {
            long rest = (long) Integer.MAX_VALUE - cluster.guests().demandMips(guests[i]);
            keys[i] = rest << NUMBER_BITS | guests[i];
        }
        return numbers(keys);
    }

    /** Hosts by rising utilisation, then by number. */
    public static int[] byRisingUse(Draft draft, int[] hosts) {
        long[] keys = new long[hosts.length];
        for (int i = 0; i < hosts.length; i++) {
            double use = draft.plannedMips(hosts[i]) / draft.cluster().hosts().cpuMips(hosts[i]);
            keys[i] = (long) (Math.min(use, 1000) * USE_STEPS) << NUMBER_BITS | hosts[i];
        }
        return numbers(keys);
    }

    /** By rising keys without their lowest bits, then by number; negative keys come first. */
    static int[] byRisingKey(int[] numbers, IntToLongFunction key) {
        long[] keys = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            keys[i] = key.applyAsLong(numbers[i]) & ~NUMBER_MASK | numbers[i];
        }
        return numbers(keys);
    }

    private static int[] numbers(long[] keys) {
        Arrays.sort(keys);
        int[] numbers = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            numbers[i] = (int) (keys[i] & NUMBER_MASK);
        }
        return numbers;
    }
}
