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
    private final int[] source;
    private final int[] destination;
    private final int[] outgoing;
    private final int[] incoming;
    private final FifoLists lists;
    private final int clusterList;
    private final int readyList;

    /** Migrations that count against the limits: the ready ones and those that run. */
    private int admitted;

    private int ready;
    private int held;

    public MigrationQueue(int hosts, int guests, MigrationLimits limits) {
        this.limits = limits;
        source = new int[guests];
        destination = new int[guests];
        Arrays.fill(source, NONE);
        outgoing = new int[hosts];
        incoming = new int[hosts];
        lists = new FifoLists(2 * hosts + 2, guests);
        clusterList = 2 * hosts;
        readyList = clusterList + 1;
    }

    /** A migration that is to start as soon as it may. */
    public void offer(int guest, int fromHost, int toHost) {
        if (source[guest] != NONE) {
            throw new IllegalArgumentException(
                    "guest %d: expected no migration but found one to host %d"
                            .formatted(guest, destination[guest]));
        }
        source[guest] = fromHost;
        destination[guest] = toHost;
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
        int from = source[guest];
        int to = destination[guest];
        if (from == NONE) {
            throw new IllegalArgumentException(
                    "guest %d: expected a migration but found none".formatted(guest));
        }
        source[guest] = NONE;
        outgoing[from]--;
        incoming[to]--;
        admitted--;
        while (outgoing[from] < limits.outPerHost() && admitOldest(outList(from))) {}
        while (incoming[to] < limits.inPerHost() && admitOldest(inList(to))) {}
        while (admitted < limits.perCluster() && admitOldest(clusterList)) {}
    }

    /** Migrations that have not started. */
    public int waiting() {
        return held + ready;
    }

    /** Migrations that have started and not ended. */
    public int running() {
        return admitted - ready;
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
        int from = source[guest];
        int to = destination[guest];
        int list = readyList;
        if (outgoing[from] == limits.outPerHost()) {
            list = outList(from);
        } else if (incoming[to] == limits.inPerHost()) {
            list = inList(to);
        } else if (admitted == limits.perCluster()) {
            list = clusterList;
        } else {
            outgoing[from]++;
            incoming[to]++;
            admitted++;
        }
        if (list == readyList) {
            ready++;
        } else {
            held++;
        }
        lists.add(list, guest);
    }

    private static int outList(int host) {
        return 2 * host;
    }

    private static int inList(int host) {
        return 2 * host + 1;
    }
}
