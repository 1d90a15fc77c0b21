package org.pagurus.simulator.link;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.pagurus.simulator.kernel.Simulation;

/**
 * Transfers over one path that fare alike: all that have no cap of their own, or one that has. Each
 * gets the same rate, so one number says how far all of them are: the bundle's service, the bytes
 * that a transfer has got which was there from the start. A transfer is through when the service
 * has risen by its bytes.
 */
final class Bundle {
    private static final double NS_PER_SECOND = 1e9;

    /** Times beyond this (146 years) are never. */
    private static final double NEVER_NS = 0x1p62;

    private final Path path;
    private final double capBytesPerSecond;

    private final PriorityQueue<Transfer> going =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Transfer::endBytes)
                            .thenComparingLong(Transfer::number));

    /** How many transfers there were when rates were shared out last. */
    int sharedTransfers;

    /** Owned by {@link FairShares}: the rate of each transfer, and marks. */
    double rateBytesPerSecond;

    int visit;
    boolean settled;

    /** Whether {@link Network} has it among those to look at when rates are shared out. */
    boolean touched;

    /** By link of the path: the place in the link's list. */
    final int[] places;

    private double rateInForceBytesPerSecond;
    private double serviceBytes;
    private long servedUntilNs;

    /** Fires when the first transfer ends, or earlier. */
    private long event = Simulation.NO_EVENT;

    private long eventNs;

    Bundle(Path path, double capBytesPerSecond) {
        this.path = path;
        this.capBytesPerSecond = capBytesPerSecond;
        places = new int[path.links().size()];
    }

    Path path() {
        return path;
    }

    double capBytesPerSecond() {
        return capBytesPerSecond;
    }

    int transfers() {
        return going.size();
    }

    double rateInForceBytesPerSecond() {
        return rateInForceBytesPerSecond;
    }

    double serviceBytes(long nowNs) {
        return serviceBytes + rateInForceBytesPerSecond * ((nowNs - servedUntilNs) / NS_PER_SECOND);
    }

    void add(Transfer transfer, long nowNs) {
        serve(nowNs);
        if (going.isEmpty()) {
            // As fine as a double can count bytes.
            serviceBytes = 0;
        }
        transfer.start(serviceBytes);
        going.add(transfer);
    }

    void remove(Transfer transfer, long nowNs) {
        serve(nowNs);
        going.remove(transfer);
    }

    /**
     * Takes out a transfer whose last byte has gone, to the nearest nanosecond; null if none has.
     */
    @Nullable Transfer takeCompleted(long nowNs) {
        serve(nowNs);
        Transfer first = going.peek();
        if (first == null || nsLeft(first) >= 0.5) {
            return null;
        }
        return going.remove();
    }

    /** Puts the rate that was shared out into force. */
    void applyRate(long nowNs) {
        serve(nowNs);
        rateInForceBytesPerSecond = going.isEmpty() ? 0 : rateBytesPerSecond;
    }

    /** Sees to it that an event fires when the first transfer ends, or earlier. */
    void schedule(Simulation simulation, Network network) {
        Transfer first = going.peek();
        double leftNs = first == null ? Double.POSITIVE_INFINITY : nsLeft(first);
        boolean pending = event != Simulation.NO_EVENT;
        if (!(leftNs < NEVER_NS)) {
            if (pending) {
                simulation.cancel(event);
                event = Simulation.NO_EVENT;
            }
            return;
        }
        long atNs = simulation.nowNs() + Math.max(0, Math.round(leftNs));
        if (!pending) {
            event = simulation.schedule(atNs, nowNs -> fire(network, nowNs));
        } else if (atNs < eventNs) {
            event = simulation.reschedule(event, atNs);
        } else {
            return;
        }
        eventNs = atNs;
    }

    private void fire(Network network, long nowNs) {
        event = Simulation.NO_EVENT;
        network.endTransfers(this, nowNs);
    }

    private double nsLeft(Transfer transfer) {
        double left = transfer.endBytes() - serviceBytes;
        // Of a rate of 0 as well, what has gone has gone.
        return left <= 0 ? 0 : left / rateInForceBytesPerSecond * NS_PER_SECOND;
    }

    private void serve(long nowNs) {
        serviceBytes = serviceBytes(nowNs);
        servedUntilNs = nowNs;
    }
}
