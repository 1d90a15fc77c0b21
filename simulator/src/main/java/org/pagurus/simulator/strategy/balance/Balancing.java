package org.pagurus.simulator.strategy.balance;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.Limits;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.day.Plan;
import org.pagurus.simulator.strategy.placement.Departures;
import org.pagurus.simulator.strategy.placement.Draft;
import org.pagurus.simulator.strategy.placement.GuestSelection;
import org.pagurus.simulator.strategy.placement.LeastLoaded;
import org.pagurus.simulator.strategy.placement.Placement;

/**
 * Moves guests away from hot spots to the least-loaded hosts, as long as that evens the loads out:
 * a destination must end below what its source had. No host is switched on or off.
 */
public final class Balancing implements ClusterStrategy {
    private final HotSpots hotSpots;
    private final GuestSelection selection;
    private final double limitShare;
    private final Placement placement = new LeastLoaded();

    /**
     * @param limitShare of its CPU, what a destination may be used up to
     */
    public Balancing(HotSpots hotSpots, GuestSelection selection, double limitShare) {
        this.hotSpots = hotSpots;
        this.selection = selection;
        this.limitShare = Limits.check("balancing.limitShare", limitShare, 0, 1);
    }

    @Override
    public String name() {
        return hotSpots.name() + "/" + selection.name() + "/" + placement.name();
    }

    @Override
    public Plan decide(ClusterView cluster) {
        Hosts hosts = cluster.hosts();
        double[] excess = hotSpots.excess(cluster);
        Draft draft = new Draft(cluster, hotSpots.index());
        for (int host = 0; host < excess.length; host++) {
            if (hosts.isOn(host) && !hosts.isDraining(host) && excess[host] <= 0) {
                draft.admit(host, limitShare * hosts.cpuMips(host));
            }
        }
        for (int host = 0; host < excess.length; host++) {
            if (excess[host] > 0) {
                relieve(draft, host, excess[host]);
            }
        }
        return draft.toPlan();
    }

    private void relieve(Draft draft, int host, double excess) {
        Departures departures = new Departures(draft.cluster(), host);
        double left = excess;
        for (int guest = departures.next(selection);
                guest != NONE && left > 0;
                guest = departures.next(selection)) {
            int destination = placement.hostFor(draft, guest);
            if (destination == NONE) {
                continue;
            }
            double weight = hotSpots.index().weight(draft.cluster(), guest);
            double sourceLoad = draft.load(host);
            if (weight > 0 && draft.loadWith(destination, weight) < sourceLoad) {
                draft.move(guest, destination);
                left -= weight;
            }
        }
    }
}
