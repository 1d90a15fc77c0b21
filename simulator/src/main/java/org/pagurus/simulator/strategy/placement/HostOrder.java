package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.Arrays;
import org.pagurus.guest.software.SplitMix64;

/**
 * Hosts of several kinds, each kind in the order of their loads, to find the nearest one above or
 * below a load that has enough memory and CPU left. A treap for each kind on shared arrays, in
 * which each node knows the most memory and the most CPU that is left below it. Steps grow with the
 * logarithm of the hosts, but for a search among hosts of which many have enough of one thing and
 * none has of both. Hosts of the same load are in the order of their numbers.
 */
public final class HostOrder {
    private final int[] root;
    private final int[] left;
    private final int[] right;
    private final long[] priority;
    private final double[] load;
    private final long[] freeBytes;
    private final double[] freeMips;
    private final long[] mostBytes;
    private final double[] mostMips;

    HostOrder(int kinds, int hosts) {
        root = new int[kinds];
        Arrays.fill(root, NONE);
        left = new int[hosts];
        right = new int[hosts];
        priority = new long[hosts];
        load = new double[hosts];
        freeBytes = new long[hosts];
        freeMips = new double[hosts];
        mostBytes = new long[hosts];
        mostMips = new double[hosts];
        for (int host = 0; host < hosts; host++) {
            priority[host] = SplitMix64.seed(hosts, host);
        }
    }

    /** The load by which the host is ordered; it must be in the order. */
    public double load(int host) {
        return load[host];
    }

    /** The host with the least load from {@code from} on that has so much left, or NONE. */
    public int firstFrom(int kind, double from, long bytes, double mips) {
        return first(root[kind], from, bytes, mips);
    }

    /** The host with the highest load up to {@code to} that has so much left, or NONE. */
    public int lastTo(int kind, double to, long bytes, double mips) {
        return last(root[kind], to, bytes, mips);
    }

    void insert(int kind, int host, double atLoad, long bytes, double mips) {
        left[host] = NONE;
        right[host] = NONE;
        load[host] = atLoad;
        freeBytes[host] = bytes;
        freeMips[host] = mips;
        root[kind] = inserted(root[kind], host);
    }

    void remove(int kind, int host) {
        root[kind] = removed(root[kind], host);
    }

    private int first(int tree, double from, long bytes, double mips) {
        int node = tree;
        while (node != NONE && mostBytes[node] >= bytes && mostMips[node] >= mips) {
            if (load[node] >= from) {
                int found = first(left[node], from, bytes, mips);
                if (found != NONE) {
                    return found;
                }
                if (freeBytes[node] >= bytes && freeMips[node] >= mips) {
                    return node;
                }
            }
            node = right[node];
        }
        return NONE;
    }

    private int last(int tree, double to, long bytes, double mips) {
        int node = tree;
        while (node != NONE && mostBytes[node] >= bytes && mostMips[node] >= mips) {
            if (load[node] <= to) {
                int found = last(right[node], to, bytes, mips);
                if (found != NONE) {
                    return found;
                }
                if (freeBytes[node] >= bytes && freeMips[node] >= mips) {
                    return node;
                }
            }
            node = left[node];
        }
        return NONE;
    }

    private int inserted(int tree, int host) {
        if (tree == NONE) {
            measure(host);
            return host;
        }
        int top = tree;
        if (isBefore(host, tree)) {
            int child = inserted(left[tree], host);
            left[tree] = child;
            if (priority[child] > priority[tree]) {
                left[tree] = right[child];
                measure(tree);
                right[child] = tree;
                top = child;
            }
        } else {
            int child = inserted(right[tree], host);
            right[tree] = child;
            if (priority[child] > priority[tree]) {
                right[tree] = left[child];
                measure(tree);
                left[child] = tree;
                top = child;
            }
        }
        measure(top);
        return top;
    }

    private int removed(int tree, int host) {
        if (tree == host) {
            return joined(left[host], right[host]);
        }
        assert tree != NONE : "host " + host + " is not in the order";
        if (isBefore(host, tree)) {
            left[tree] = removed(left[tree], host);
        } else {
            right[tree] = removed(right[tree], host);
        }
        measure(tree);
        return tree;
    }

    /** All of the first tree are before all of the second. */
    private int joined(int first, int second) {
        if (first == NONE || second == NONE) {
            return first == NONE ? second : first;
        }
        if (priority[first] > priority[second]) {
            right[first] = joined(right[first], second);
            measure(first);
            return first;
        }
        left[second] = joined(first, left[second]);
        measure(second);
        return second;
    }

    private boolean isBefore(int host, int other) {
        int byLoad = Double.compare(load[host], load[other]);
        return byLoad != 0 ? byLoad < 0 : host < other;
    }

    private void measure(int node) {
        long bytes = freeBytes[node];
        double mips = freeMips[node];
        int child = left[node];
        if (child != NONE) {
            bytes = Math.max(bytes, mostBytes[child]);
            mips = Math.max(mips, mostMips[child]);
        }
        child = right[node];
        if (child != NONE) {
            bytes = Math.max(bytes, mostBytes[child]);
            mips = Math.max(mips, mostMips[child]);
        }
        mostBytes[node] = bytes;
        mostMips[node] = mips;
    }
}
