package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.ArrayList;
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
    private final ClusterView cluster;
    private final LoadIndex index;
    private final double[] plannedMips;
    private final double[] limitMips;
    private final double[] loadSum;
    private final long[] freeBytes;
    private final HostOrder order;
    private final BitSet candidates = new BitSet();

    /** Candidates that the order does not have yet, by kind. */
    private final List<List<Integer>> admitted = new ArrayList<>();

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
        plannedMips = new double[count];
        limitMips = new double[count];
        loadSum = index.sums(cluster);
        freeBytes = new long[count];
        incoming = new int[count];
        order =
                new HostOrder(
                        hosts.kinds().size(),
                        count,
                        cluster.guests().memoryLevels(HostOrder.MAX_LEVELS));
        off = new BitSet[hosts.kinds().size()];
        for (int kind = 0; kind < off.length; kind++) {
            off[kind] = new BitSet();
            admitted.add(new ArrayList<>());
        }
        for (int host = 0; host < count; host++) {
            plannedMips[host] = hosts.plannedMips(host);
            freeBytes[host] = hosts.freeBytes(host);
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
        return plannedMips[host];
    }

    /** Its load by the draft's index. */
    public double load(int host) {
        return loadSum[host] / cluster.hosts().cpuMips(host);
    }

    /** The same if it had so much more. */
    public double loadWith(int host, double weight) {
        return (loadSum[host] + weight) / cluster.hosts().cpuMips(host);
    }

    /** What a candidate could still take. */
    public double roomMips(int host) {
        return limitMips[host] - plannedMips[host];
    }

    /** Memory of the host that no guest has, none that is to come, and none of the draft. */
    public long freeBytes(int host) {
        return freeBytes[host];
    }

    /** Makes a host that is on a candidate, up to so much demand. */
    public void admit(int host, double upToMips) {
        assert !candidates.get(host) : host;
        candidates.set(host);
        limitMips[host] = Math.min(upToMips, cluster.hosts().cpuMips(host));
        admitted.get(cluster.hosts().kind(host)).add(host);
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
        assert freeBytes[destination] >= 0 : destination;
    }

    private void take(int host, double mips, double weight, long bytes) {
        boolean isCandidate = candidates.get(host);
        if (isCandidate) {
            order().remove(cluster.hosts().kind(host), host);
        }
        plannedMips[host] += mips;
        loadSum[host] += weight;
        freeBytes[host] -= bytes;
        if (isCandidate) {
            insert(host);
        }
    }

    private void insert(int host) {
        describe(host);
        order.insert(cluster.hosts().kind(host), host);
    }

    private void describe(int host) {
        order.describe(host, load(host), freeBytes[host], roomMips(host));
    }

    private void catchUp() {
        for (int kind = 0; kind < admitted.size(); kind++) {
            List<Integer> hosts = admitted.get(kind);
            if (order.isEmpty(kind)) {
                hosts.forEach(this::describe);
                hosts.sort(order::compare);
                order.insertAll(kind, hosts);
            } else {
                hosts.forEach(this::insert);
            }
            hosts.clear();
        }
        isOrderBehind = false;
    }
}
