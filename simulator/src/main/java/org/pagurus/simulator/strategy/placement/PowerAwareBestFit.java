package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import org.pagurus.simulator.cluster.Guests;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.PowerCurve;

/**
 * The candidate that draws the least more for a guest: the placement of Beloglazov and Buyya's
 * PABFD (2012), whose guests are given to it in the order of falling demand. Of hosts that draw the
 * same more, the one that is used most. The draft's index must be {@link CpuLoad}.
 *
 * <p>No host is looked at that can't be the best. How much more a host of a kind draws depends on
 * its utilisation alone, and is linear between the points at which the utilisation before or after
 * reaches a point of the power curve. So the best host of such a piece is the first or the last one
 * in it, which the draft's order finds; and a piece is left out when neither of its ends is better
 * than what was found.
 */
public final class PowerAwareBestFit implements Placement {
    /** Watts that rounding may be off; two kinds of hosts differ by more. */
    private static final double EQUAL_WATTS = 1e-9;

    @Override
    public String name() {
        return "power-aware-best-fit";
    }

    @Override
    public int hostFor(Draft draft, int guest) {
        Search search = new Search(draft, guest);
        for (int kind = 0; kind < draft.cluster().hosts().kinds().size(); kind++) {
            search.lookAt(kind);
        }
        return search.best;
    }

    @Override
    public double priceOfOpening(Draft draft, int kind, int guest) {
        HostSpec spec = draft.cluster().hosts().kinds().get(kind);
        return spec.power()
                .watts((double) draft.cluster().guests().demandMips(guest) / spec.cpuMips());
    }

    /** What is best for one guest so far. */
    private static final class Search {
        private final HostOrder order;
        private final Draft draft;
        private final long bytes;
        private final double mips;
        private int best = NONE;
        private double bestWatts = Double.POSITIVE_INFINITY;
        private double bestUse;

        Search(Draft draft, int guest) {
            Guests guests = draft.cluster().guests();
            this.draft = draft;
            order = draft.order();
            bytes = guests.memoryBytes(guest);
            mips = guests.demandMips(guest);
        }

        void lookAt(int kind) {
            HostSpec spec = draft.cluster().hosts().kinds().get(kind);
            PowerCurve curve = spec.power();
            double share = mips / spec.cpuMips();
            double end = 1 - share;
            double from = 0;
            while (from <= end) {
                double to = Math.min(end, pieceEnd(curve, from, share));
                double least = Math.min(curve.increase(from, share), curve.increase(to, share));
                if (least <= bestWatts + EQUAL_WATTS) {
                    consider(order.lastTo(kind, to, bytes, mips), from, to, curve, share);
                    consider(order.firstFrom(kind, from, bytes, mips), from, to, curve, share);
                }
                if (to >= end) {
                    return;
                }
                from = to;
            }
        }

        /** The next utilisation at which a piece of the curve ends, before or after the guest. */
        private static double pieceEnd(PowerCurve curve, double from, double share) {
            return Math.min(pointAfter(curve, from), pointAfter(curve, from + share) - share);
        }

        private static double pointAfter(PowerCurve curve, double use) {
            int pieces = curve.pieces();
            return (Math.floor(use * pieces + 1e-6) + 1) / pieces;
        }

        private void consider(int host, double from, double to, PowerCurve curve, double share) {
            if (host == NONE) {
                return;
            }
            double use = order.load(host);
            if (use < from || use > to) {
                return;
            }
            double watts = curve.increase(use, share);
            boolean isEqual = Math.abs(watts - bestWatts) <= EQUAL_WATTS;
            if (isEqual ? use > bestUse : watts < bestWatts) {
                best = host;
                bestWatts = watts;
                bestUse = use;
            }
        }
    }
}
