package org.pagurus.simulator.cluster.migration;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.Arrays;

/**
 * Which migrations may start: first come, first served within the limits of both hosts and of the
 * cluster. One that may not start waits for one thing that is used up: its source, else its
 * destination, else the cluster. When that is freed, the oldest that waits for it is looked at
 * again. So nothing waits while all that it needs is free, and no one scans the queue. It holds at
 * most one migration a guest, knows no time, and is owned by one thread.
 */
public final class MigrationQueue {
    private final MigrationLimits limits;

    /** Source and destination of a guest's migration, side by side; NONE without one. */
    private final int[] route;

    private final FifoLists lists;
    private final int clusterList;
    private final int readyList;

    /**
     * By the list of those that wait for it, how many migrations have a part of what is limited:
     * the ready ones and those that run.
     */
    private final int[] admitted;

    private int ready;
    private int held;

    public MigrationQueue(int hosts, int guests, MigrationLimits limits) {
        this.limits = limits;
        route = new int[2 * guests];
        Arrays.fill(route, NONE);
        clusterList = 2 * hosts;
        readyList = clusterList + 1;
        lists = new FifoLists(readyList + 1, guests);
        admitted = new int[clusterList + 1];
    }

    /** A migration that is to start as soon as it may. */
    public void offer(int guest, int fromHost, int toHost) {
        if (source(guest) != NONE) {
            throw new IllegalArgumentException(
                    "guest %d: expected no migration but found one to host %d"
                            .formatted(guest, destination(guest)));
        }
        route[2 * guest] = fromHost;
        route[2 * guest + 1] = toHost;
        admitOrWait(guest);
    }

    /** The next guest whose migration may start now, which it then has; or NONE. */
    public int poll() {
        int guest = lists.poll(readyList);
        if (guest != NONE) {
            ready--;
        }
        return guest;
    }

    /** A guest's migration that was started has ended. */
    public void finished(int guest) {
        int from = source(guest);
        int to = destination(guest);
        if (from == NONE) {
            throw new IllegalArgumentException(
                    "guest %d: expected a migration but found none".formatted(guest));
        }
        route[2 * guest] = NONE;
        count(from, to, -1);
        while (admitted[outList(from)] < limits.outPerHost() && admitOldest(outList(from))) {}
        while (admitted[inList(to)] < limits.inPerHost() && admitOldest(inList(to))) {}
        while (admitted[clusterList] < limits.perCluster() && admitOldest(clusterList)) {}
    }

    /** Migrations that have not started. */
    public int waiting() {
        return held + ready;
    }

    /** Migrations that have started and not ended. */
    public int running() {
        return admitted[clusterList] - ready;
    }

    private boolean admitOldest(int list) {
        int guest = lists.poll(list);
        if (guest == NONE) {
            return false;
        }
        held--;
        admitOrWait(guest);
        return true;
    }

    private void admitOrWait(int guest) {
        int from = source(guest);
        int to = destination(guest);
        int list = readyList;
        if (admitted[outList(from)] == limits.outPerHost()) {
            list = outList(from);
        } else if (admitted[inList(to)] == limits.inPerHost()) {
            list = inList(to);
        } else if (admitted[clusterList] == limits.perCluster()) {
            list = clusterList;
        } else {
            count(from, to, 1);
        }
        if (list == readyList) {
            ready++;
        } else {
            held++;
        }
        lists.add(list, guest);
    }

    private void count(int from, int to, int change) {
        admitted[outList(from)] += change;
        admitted[inList(to)] += change;
        admitted[clusterList] += change;
    }

    private int source(int guest) {
        return route[2 * guest];
    }

    private int destination(int guest) {
        return route[2 * guest + 1];
    }

    private static int outList(int host) {
        return 2 * host;
    }

    private static int inList(int host) {
        return 2 * host + 1;
    }
}
