package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Guests;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.day.Move;
import org.pagurus.simulator.cluster.day.Plan;

/**
 * A plan in the making, and the cluster as it would be with it. Candidates are hosts that may take
 * guests, each up to its own limit of demand; they are kept in the order of their loads. Memory
 * that a guest leaves is not given away, since it is free only once the guest has left. Used for
 * one decision, by one thread.
 */
public final class Draft {
    /** Hosts of a kind that there is room for at first. */
    private static final int FIRST_ROOM = 64;

    private static final int ROW = 4;
    private static final int PLANNED_MIPS = 0;
    private static final int LIMIT_MIPS = 1;
    private static final int LOAD_SUM = 2;

    /** A whole number below 2^53. */
    private static final int FREE_BYTES = 3;

    private final ClusterView cluster;
    private final LoadIndex index;

    /** What the draft makes of a host lies in a row: a move changes all of it. */
    private final double[] rows;

    private final HostOrder order;
    private final BitSet candidates = new BitSet();

    /** Candidates that the order does not have yet, by kind. */
    private final int[][] admitted;

    private final int[] admittedCount;

    private boolean isOrderBehind;
    private final int[] incoming;
    private final BitSet[] off;
    private final List<Move> moves = new ArrayList<>();
    private final List<Integer> switchOn = new ArrayList<>();
    private final List<Integer> switchOff = new ArrayList<>();

    /**
     * @param index by what candidates are ordered
     */
    public Draft(ClusterView cluster, LoadIndex index) {
        this.cluster = cluster;
        this.index = index;
        Hosts hosts = cluster.hosts();
        int count = hosts.count();
        rows = new double[ROW * count];
        double[] loadSums = index.sums(cluster);
        incoming = new int[count];
        order =
                new HostOrder(
                        hosts.kinds().size(),
                        count,
                        cluster.guests().memoryLevels(HostOrder.MAX_LEVELS));
        admitted = new int[hosts.kinds().size()][FIRST_ROOM];
        admittedCount = new int[admitted.length];
        off = new BitSet[hosts.kinds().size()];
        for (int kind = 0; kind < off.length; kind++) {
            off[kind] = new BitSet();
        }
        for (int host = 0; host < count; host++) {
            rows[ROW * host + PLANNED_MIPS] = hosts.plannedMips(host);
            rows[ROW * host + LOAD_SUM] = loadSums[host];
            rows[ROW * host + FREE_BYTES] = hosts.freeBytes(host);
            if (!hosts.isOn(host)) {
                off[hosts.kind(host)].set(host);
            }
        }
    }

    public ClusterView cluster() {
        return cluster;
    }

    /** The candidates, by kind. */
    public HostOrder order() {
        if (isOrderBehind) {
            catchUp();
        }
        return order;
    }

    /** Demand of the host as the draft has it. */
    public double plannedMips(int host) {
        return rows[ROW * host + PLANNED_MIPS];
    }

    /** Its load by the draft's index. */
    public double load(int host) {
        return rows[ROW * host + LOAD_SUM] / cluster.hosts().cpuMips(host);
    }

    /** The same if it had so much more. */
    public double loadWith(int host, double weight) {
        return (rows[ROW * host + LOAD_SUM] + weight) / cluster.hosts().cpuMips(host);
    }

    /** What a candidate could still take. */
    public double roomMips(int host) {
        return rows[ROW * host + LIMIT_MIPS] - rows[ROW * host + PLANNED_MIPS];
    }

    /** Memory of the host that no guest has, none that is to come, and none of the draft. */
    public long freeBytes(int host) {
        return (long) rows[ROW * host + FREE_BYTES];
    }

    /** Makes a host that is on a candidate, up to so much demand. */
    public void admit(int host, double upToMips) {
        assert !candidates.get(host) : host;
        candidates.set(host);
        rows[ROW * host + LIMIT_MIPS] = Math.min(upToMips, cluster.hosts().cpuMips(host));
        int kind = cluster.hosts().kind(host);
        if (admittedCount[kind] == admitted[kind].length) {
            admitted[kind] = Arrays.copyOf(admitted[kind], 2 * admittedCount[kind]);
        }
        admitted[kind][admittedCount[kind]++] = host;
        isOrderBehind = true;
    }

    /** The host is no candidate any more. */
    public void dismiss(int host) {
        if (candidates.get(host)) {
            order().remove(cluster.hosts().kind(host), host);
            candidates.clear(host);
        }
    }

    public boolean isCandidate(int host) {
        return candidates.get(host);
    }

    /** Whether the draft sends guests to the host. */
    public boolean isDestination(int host) {
        return incoming[host] > 0;
    }

    /** A host of that kind that is off, the first by number, or NONE. */
    public int firstOff(int kind) {
        return off[kind].nextSetBit(0);
    }

    /** Switches a host on, and makes it a candidate. */
    public void open(int host, double upToMips) {
        off[cluster.hosts().kind(host)].clear(host);
        switchOn.add(host);
        admit(host, upToMips);
    }

    /** Switches a host off once it is empty; it is no candidate any more. */
    public void close(int host) {
        dismiss(host);
        switchOff.add(host);
    }

    /** Sends a guest, which the draft has not sent yet, to a candidate. */
    public void move(int guest, int destination) {
        moves.add(new Move(guest, destination));
        shift(guest, cluster.guests().host(guest), destination, 1);
    }

    public int moveCount() {
        return moves.size();
    }

    /** Takes moves back until so many are left. */
    public void rollBack(int moveCount) {
        while (moves.size() > moveCount) {
            Move move = moves.removeLast();
            shift(move.guest(), cluster.guests().host(move.guest()), move.destination(), -1);
        }
    }

    public Plan toPlan() {
        return new Plan(switchOn, moves, switchOff);
    }

    private void shift(int guest, int source, int destination, int sign) {
        assert source != NONE && source != destination : guest;
        Guests guests = cluster.guests();
        double mips = sign * guests.demandMips(guest);
        double weight = sign * index.weight(cluster, guest);
        take(source, -mips, -weight, 0);
        take(destination, mips, weight, sign * guests.memoryBytes(guest));
        incoming[destination] += sign;
        assert freeBytes(destination) >= 0 : destination;
    }

    private void take(int host, double mips, double weight, long bytes) {
        boolean isCandidate = candidates.get(host);
        if (isCandidate) {
            order().remove(cluster.hosts().kind(host), host);
        }
        rows[ROW * host + PLANNED_MIPS] += mips;
        rows[ROW * host + LOAD_SUM] += weight;
        rows[ROW * host + FREE_BYTES] -= bytes;
        if (isCandidate) {
            insert(host);
        }
    }

    private void insert(int host) {
        describe(host);
        order.insert(cluster.hosts().kind(host), host);
    }

    private void describe(int host) {
        order.describe(host, load(host), freeBytes(host), roomMips(host));
    }

    private void catchUp() {
        for (int kind = 0; kind < admitted.length; kind++) {
            int[] hosts = Arrays.copyOf(admitted[kind], admittedCount[kind]);
            admittedCount[kind] = 0;
            if (order.isEmpty(kind)) {
                for (int host : hosts) {
                    describe(host);
                }
                order.insertAll(kind, hosts);
            } else {
                for (int host : hosts) {
                    insert(host);
                }
            }
        }
        isOrderBehind = false;
    }
}
