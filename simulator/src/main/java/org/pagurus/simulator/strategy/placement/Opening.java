package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import org.pagurus.simulator.cluster.Guests;
import org.pagurus.simulator.cluster.HostSpec;

/** Switches a host on for a guest that no candidate has room for. */
public final class Opening {
    private Opening() {}

    /**
     * The host that was switched on, of the kind that the placement prefers, or NONE.
     *
     * @param limitShare of its capacity, what it may be used up to
     */
    public static int open(Draft draft, Placement placement, int guest, double limitShare) {
        Guests guests = draft.cluster().guests();
        int best = NONE;
        double bestPrice = Double.POSITIVE_INFINITY;
        for (int kind = 0; kind < draft.cluster().hosts().kinds().size(); kind++) {
            HostSpec spec = draft.cluster().hosts().kinds().get(kind);
            int host = draft.firstOff(kind);
            if (host == NONE
                    || spec.memoryBytes() < guests.memoryBytes(guest)
                    || spec.cpuMips() * limitShare < guests.demandMips(guest)) {
                continue;
            }
            double price = placement.priceOfOpening(draft, kind, guest);
            if (price < bestPrice) {
                best = host;
                bestPrice = price;
            }
        }
        if (best != NONE) {
            draft.open(best, draft.cluster().hosts().cpuMips(best) * limitShare);
        }
        return best;
    }
}
