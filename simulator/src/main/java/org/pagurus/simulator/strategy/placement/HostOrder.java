package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.Arrays;

/**
 * Hosts of several kinds, each kind in the order of their loads, to find the first or the last one
 * within bounds that has enough memory and CPU left. Hosts of the same load are in the order of
 * their numbers.
 *
 * <p>A treap for each kind. Each node knows, for each of a few levels of memory, the most CPU that
 * is left below it on a host with that much memory. A search goes only where such a host is, so its
 * steps grow with the logarithm of the hosts. Where guests have more sizes than there are levels,
 * some hosts of the guest's level may have too little memory after all, and are passed over.
 *
 * <p>A node is some numbers in a row, so that looking at one costs a cache miss or two and not one
 * for each of its properties. All are doubles, or whole numbers below 2^53.
 */
public final class HostOrder {
    /** With three levels a node is one cache line. */
    static final int MAX_LEVELS = 11;

    /**
     * Odd, so that no two products are equal; near the golden ratio, so that they lie far apart.
     */
    private static final long SCATTER = 0x9e3779b97f4a7c15L;

    private static final int LOAD = 0;
    private static final int FREE_BYTES = 1;
    private static final int FREE_MIPS = 2;
    private static final int LEFT = 3;
    private static final int RIGHT = 4;

    /** One for each level. */
    private static final int MOST_MIPS = 5;

    private final int[] root;
    private final double[] nodes;
    private final double[] levelBytes;
    private final int row;

    /**
     * @param levelBytes rising levels of memory, at most {@value #MAX_LEVELS}; no guest has less
     *     than the first
     */
    HostOrder(int kinds, int hosts, long[] levelBytes) {
        assert levelBytes.length <= MAX_LEVELS : levelBytes.length;
        this.levelBytes = Arrays.stream(levelBytes).asDoubleStream().toArray();
        root = new int[kinds];
        Arrays.fill(root, NONE);
        row = MOST_MIPS + levelBytes.length;
        nodes = new double[row * hosts];
    }

    /** The load by which the host is ordered; it must be in the order. */
    public double load(int host) {
        return nodes[row * host + LOAD];
    }

    /** The host with the least load within these bounds that has so much left, or NONE. */
    public int first(int kind, double from, double to, long bytes, double mips) {
        return first(root[kind], from, to, level(bytes), (double) bytes, mips);
    }

    /** The host with the highest load within these bounds that has so much left, or NONE. */
    public int last(int kind, double from, double to, long bytes, double mips) {
        return last(root[kind], from, to, level(bytes), (double) bytes, mips);
    }

    boolean isEmpty(int kind) {
        return root[kind] == NONE;
    }

    /** Says what a host has, which then can be inserted. */
    void describe(int host, double load, long bytes, double mips) {
        int at = row * host;
        nodes[at + LOAD] = load;
        nodes[at + FREE_BYTES] = bytes;
        nodes[at + FREE_MIPS] = mips;
    }

    void insert(int kind, int host) {
        nodes[row * host + LEFT] = NONE;
        nodes[row * host + RIGHT] = NONE;
        root[kind] = inserted(root[kind], host);
    }

    /** Inserts all hosts of a kind at once: sorts them, and builds the tree in one pass. */
    void insertAll(int kind, int[] hosts) {
        assert isEmpty(kind);
        int[] path = new int[hosts.length];
        int length = 0;
        for (int host : sorted(hosts)) {
            int below = NONE;
            while (length > 0 && isAbove(host, path[length - 1])) {
                below = path[--length];
                measure(below);
            }
            nodes[row * host + LEFT] = below;
            nodes[row * host + RIGHT] = NONE;
            if (length > 0) {
                nodes[row * path[length - 1] + RIGHT] = host;
            }
            path[length++] = host;
        }
        for (int i = length - 1; i >= 0; i--) {
            measure(path[i]);
        }
        root[kind] = length > 0 ? path[0] : NONE;
    }

    /**
     * By load, then by number. As primitive values first, whose lowest bits, of which hardly any
     * loads differ, give way to the number; then by insertion, which moves hardly any.
     */
    private int[] sorted(int[] hosts) {
        int[] sorted = Sorted.byRisingKey(hosts, host -> Double.doubleToRawLongBits(load(host)));
        for (int i = 1; i < sorted.length; i++) {
            int host = sorted[i];
            int place = i;
            for (; place > 0 && isBefore(host, sorted[place - 1]); place--) {
                sorted[place] = sorted[place - 1];
            }
            sorted[place] = host;
        }
        return sorted;
    }

    void remove(int kind, int host) {
        root[kind] = removed(root[kind], host);
    }

    private int first(int tree, double from, double to, int level, double bytes, double mips) {
        int node = tree;
        while (node != NONE && nodes[row * node + level] >= mips) {
            double load = load(node);
            if (load > to) {
                node = left(node);
                continue;
            }
            if (load >= from) {
                int found = first(left(node), from, to, level, bytes, mips);
                if (found != NONE) {
                    return found;
                }
                if (has(node, bytes, mips)) {
                    return node;
                }
            }
            node = right(node);
        }
        return NONE;
    }

    private int last(int tree, double from, double to, int level, double bytes, double mips) {
        int node = tree;
        while (node != NONE && nodes[row * node + level] >= mips) {
            double load = load(node);
            if (load < from) {
                node = right(node);
                continue;
            }
            if (load <= to) {
                int found = last(right(node), from, to, level, bytes, mips);
                if (found != NONE) {
                    return found;
                }
                if (has(node, bytes, mips)) {
                    return node;
                }
            }
            node = left(node);
        }
        return NONE;
    }

    private int inserted(int tree, int host) {
        if (tree == NONE) {
            measure(host);
            return host;
        }
        raise(tree, host);
        if (isBefore(host, tree)) {
            int child = inserted(left(tree), host);
            nodes[row * tree + LEFT] = child;
            if (isAbove(child, tree)) {
                nodes[row * tree + LEFT] = right(child);
                nodes[row * child + RIGHT] = tree;
                measure(tree);
                measure(child);
                return child;
            }
        } else {
            int child = inserted(right(tree), host);
            nodes[row * tree + RIGHT] = child;
            if (isAbove(child, tree)) {
                nodes[row * tree + RIGHT] = left(child);
                nodes[row * child + LEFT] = tree;
                measure(tree);
                measure(child);
                return child;
            }
        }
        return tree;
    }

    private int removed(int tree, int host) {
        if (tree == host) {
            return joined(left(host), right(host));
        }
        assert tree != NONE : "host " + host + " is not in the order";
        if (isBefore(host, tree)) {
            nodes[row * tree + LEFT] = removed(left(tree), host);
        } else {
            nodes[row * tree + RIGHT] = removed(right(tree), host);
        }
        if (isMost(tree, host)) {
            measure(tree);
        }
        return tree;
    }

    /** All of the first tree are before all of the second. */
    private int joined(int first, int second) {
        if (first == NONE || second == NONE) {
            return first == NONE ? second : first;
        }
        if (isAbove(first, second)) {
            nodes[row * first + RIGHT] = joined(right(first), second);
            measure(first);
            return first;
        }
        nodes[row * second + LEFT] = joined(first, left(second));
        measure(second);
        return second;
    }

    /** By load, then by number. */
    boolean isBefore(int host, int other) {
        int byLoad = Double.compare(load(host), load(other));
        return byLoad != 0 ? byLoad < 0 : host < other;
    }

    /** Nodes are above each other as if by chance, but always in the same way. */
    private static boolean isAbove(int host, int other) {
        return host * SCATTER > other * SCATTER;
    }

    private boolean has(int node, double bytes, double mips) {
        int at = row * node;
        return nodes[at + FREE_BYTES] >= bytes && nodes[at + FREE_MIPS] >= mips;
    }

    /** The place in a node of the highest level that is not above so much memory. */
    private int level(long bytes) {
        int level = 0;
        while (level + 1 < levelBytes.length && levelBytes[level + 1] <= bytes) {
            level++;
        }
        return MOST_MIPS + level;
    }

    private int left(int node) {
        return (int) nodes[row * node + LEFT];
    }

    private int right(int node) {
        return (int) nodes[row * node + RIGHT];
    }

    /** What a node has left for guests of a level. */
    private double own(int node, int level) {
        return nodes[row * node + FREE_BYTES] >= levelBytes[level]
                ? nodes[row * node + FREE_MIPS]
                : Double.NEGATIVE_INFINITY;
    }

    private void measure(int node) {
        int at = row * node;
        int left = row * left(node);
        int right = row * right(node);
        for (int level = 0; level < levelBytes.length; level++) {
            int place = MOST_MIPS + level;
            double most = own(node, level);
            if (left >= 0) {
                most = Math.max(most, nodes[left + place]);
            }
            if (right >= 0) {
                most = Math.max(most, nodes[right + place]);
            }
            nodes[at + place] = most;
        }
    }

    /** A host is below the node now; the node's other child need not be looked at for that. */
    private void raise(int node, int host) {
        for (int level = 0; level < levelBytes.length; level++) {
            int place = row * node + MOST_MIPS + level;
            nodes[place] = Math.max(nodes[place], own(host, level));
        }
    }

    /** Whether the node may know less without a host that was below it. */
    private boolean isMost(int node, int host) {
        for (int level = 0; level < levelBytes.length; level++) {
            if (own(host, level) >= nodes[row * node + MOST_MIPS + level]) {
                return true;
            }
        }
        return false;
    }
}
