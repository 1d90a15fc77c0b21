package org.pagurus.simulator.link;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.Simulation;

/**
 * Transfers over a topology, which share links max-min fairly at every instant. Bytes go like water
 * in a pipe: a transfer has its rate on all links of its path at once. All that changes at one
 * instant is shared out together at its end.
 *
 * <p>Bytes are counted exactly: a transfer ends when all its bytes have gone, to the nearest
 * nanosecond. A link that loses bytes carries them again, so it has that much less for transfers.
 */
public final class Network {
    private static final int MOST_TRANSFERS = 1 << 20;

    private final Simulation simulation;
    private final FairShares shares = new FairShares();

    /**
     * Since rates were shared out last: bundles that transfers joined or left, links that changed.
     */
    private final List<Bundle> touched = new ArrayList<>();

    private final List<Link> changed = new ArrayList<>();

    private boolean sharing;
    private int transfers;
    private long lastNumber;

    /**
     * @param topology from now on the network's own
     * @throws IllegalArgumentException when it is another's
     */
    public Network(Simulation simulation, Topology topology) {
        this.simulation = simulation;
        topology.claim();
    }

    /** Starts a transfer without a cap; see {@link #start(Path, long, double, Event)}. */
    public Transfer start(Path path, long bytes, Event completed) {
        return start(path.bundle(), bytes, completed);
    }

    /**
     * Starts a transfer now.
     *
     * @param bytes 0 or more
     * @param capBytesPerSecond what it takes at most, more than 0
     * @param completed fires when the last byte has gone; it arrives {@link Path#latencyNs} later
     * @throws IllegalStateException when 1,048,576 transfers are going
     */
    public Transfer start(Path path, long bytes, double capBytesPerSecond, Event completed) {
        return start(cappedBundle(path, capBytesPerSecond), bytes, completed);
    }

    static Bundle cappedBundle(Path path, double capBytesPerSecond) {
        if (!(capBytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "capBytesPerSecond: expected more than 0 but found " + capBytesPerSecond);
        }
        return new Bundle(path, capBytesPerSecond);
    }

    Transfer start(Bundle bundle, long bytes, Event completed) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: expected 0 or more but found " + bytes);
        }
        if (transfers == MOST_TRANSFERS) {
            throw new IllegalStateException(
                    "transfers: expected at most " + MOST_TRANSFERS + " but found one more");
        }
        transfers++;
        Transfer transfer = new Transfer(bundle, bytes, ++lastNumber, completed);
        bundle.add(transfer, simulation.nowNs());
        touch(bundle);
        return transfer;
    }

    /**
     * Ends a transfer before its last byte has gone; it never completes.
     *
     * @return whether it was going; if not, nothing happens
     */
    public boolean cancel(Transfer transfer) {
        if (!transfer.cancel(simulation.nowNs())) {
            return false;
        }
        transfers--;
        transfer.bundle().remove(transfer, simulation.nowNs());
        touch(transfer.bundle());
        return true;
    }

    /** How many transfers are going. */
    public int transfers() {
        return transfers;
    }

    /** Changes a link at an instant, before whatever else happens at it. */
    public void schedule(long atNs, LinkChange change) {
        simulation.schedule(atNs, Simulation.FIRST_PRIORITY, nowNs -> apply(change));
    }

    /** Changes a link now. */
    public void apply(LinkChange change) {
        Link link = change.link();
        switch (change) {
            case LinkChange.Rate rate -> link.setRate(rate.rateBytesPerSecond());
            case LinkChange.Latency latency -> link.setLatency(latency.latencyNs());
            case LinkChange.Loss loss -> link.setLoss(loss.lossShare());
            case LinkChange.Cut cut -> link.setCut(true);
            case LinkChange.Restore restore -> link.setCut(false);
        }
        change(link);
        shareAtTheEndOfThisInstant();
    }

    /** Ends those transfers of a bundle whose last byte has gone by now. */
    void endTransfers(Bundle bundle, long nowNs) {
        touch(bundle);
        for (Transfer ended = bundle.takeCompleted(nowNs);
                ended != null;
                ended = bundle.takeCompleted(nowNs)) {
            transfers--;
            ended.complete(nowNs);
        }
    }

    private void touch(Bundle bundle) {
        if (!bundle.touched) {
            bundle.touched = true;
            touched.add(bundle);
            shareAtTheEndOfThisInstant();
        }
    }

    private void change(Link link) {
        if (!link.changed) {
            link.changed = true;
            changed.add(link);
        }
    }

    private void shareAtTheEndOfThisInstant() {
        if (!sharing) {
            sharing = true;
            simulation.schedule(simulation.nowNs(), Simulation.LAST_PRIORITY, this::share);
        }
    }

    private void share(long nowNs) {
        sharing = false;
        for (int index = 0; index < touched.size(); index++) {
            updateLinks(touched.get(index));
        }
        if (!changed.isEmpty()) {
            for (Bundle bundle : shares.share(changed)) {
                if (!bundle.touched) {
                    putIntoForce(bundle, nowNs);
                }
            }
        }
        for (int index = 0; index < touched.size(); index++) {
            Bundle bundle = touched.get(index);
            bundle.touched = false;
            putIntoForce(bundle, nowNs);
        }
        for (int index = 0; index < changed.size(); index++) {
            changed.get(index).changed = false;
        }
        touched.clear();
        changed.clear();
    }

    private void putIntoForce(Bundle bundle, long nowNs) {
        bundle.applyRate(nowNs);
        bundle.schedule(simulation, this);
    }

    /** Tells a bundle's links of its transfers, if there are more or fewer than before. */
    private void updateLinks(Bundle bundle) {
        int before = bundle.sharedTransfers;
        int now = bundle.transfers();
        if (before == now) {
            return;
        }
        bundle.sharedTransfers = now;
        List<Link> path = bundle.path().links();
        for (int index = 0; index < path.size(); index++) {
            Link link = path.get(index);
            if (before == 0) {
                bundle.places[index] = link.bundles.size();
                link.bundles.add(bundle);
            } else if (now == 0) {
                leave(link, bundle.places[index]);
            }
            change(link);
        }
        if (before == 0) {
            // Nothing else holds it down yet.
            bundle.rateBytesPerSecond = bundle.capBytesPerSecond();
        }
    }

    private static void leave(Link link, int place) {
        Bundle last = link.bundles.removeLast();
        if (place < link.bundles.size()) {
            link.bundles.set(place, last);
            last.places[last.path().links().indexOf(link)] = place;
        }
    }
}
