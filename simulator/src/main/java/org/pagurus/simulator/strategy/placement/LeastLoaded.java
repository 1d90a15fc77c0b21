package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import org.pagurus.simulator.cluster.Guests;

/** The candidate with the least load by the draft's index; the first of equals. */
public final class LeastLoaded implements Placement {
    @Override
    public String name() {
        return "least-loaded";
    }

    @Override
    public int hostFor(Draft draft, int guest) {
        Guests guests = draft.cluster().guests();
        HostOrder order = draft.order();
        int best = NONE;
        for (int kind = 0; kind < draft.cluster().hosts().kinds().size(); kind++) {
            int host =
                    order.first(
                            kind,
                            0,
                            Double.POSITIVE_INFINITY,
                            guests.memoryBytes(guest),
                            guests.demandMips(guest));
            if (host != NONE && (best == NONE || order.isBefore(host, best))) {
                best = host;
            }
        }
        return best;
    }

    @Override
    public double priceOfOpening(Draft draft, int kind, int guest) {
        return -draft.cluster().hosts().kinds().get(kind).cpuMips();
    }
}
