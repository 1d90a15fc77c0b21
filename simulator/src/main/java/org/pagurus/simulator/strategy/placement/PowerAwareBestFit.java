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
 * than what was found. Pieces are looked at from the fullest hosts down.
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
            int fullest = order.last(kind, 0, 1, bytes, mips);
            if (fullest == NONE) {
                return;
            }
            int emptiest = order.first(kind, 0, 1, bytes, mips);
            consider(fullest, curve, share);
            consider(emptiest, curve, share);
            double least = order.load(emptiest);
            double to = order.load(fullest);
            while (to > least) {
                double from = Math.max(least, pieceStart(curve, to, share));
                double wattsFrom = curve.increase(from, share);
                double wattsTo = curve.increase(to, share);
                if (Math.min(wattsFrom, wattsTo) < bestWatts - EQUAL_WATTS) {
                    int host =
                            wattsFrom < wattsTo - EQUAL_WATTS
                                    ? order.first(kind, from, to, bytes, mips)
                                    : order.last(kind, from, to, bytes, mips);
                    consider(host, curve, share);
                }
                to = from;
            }
        }

        /**
         * Where the piece starts that ends here: a point of the curve before or after the guest.
         */
        private static double pieceStart(PowerCurve curve, double to, double share) {
            return Math.max(pointBefore(curve, to), pointBefore(curve, to + share) - share);
        }

        private static double pointBefore(PowerCurve curve, double use) {
            return (Math.ceil(use * curve.pieces() - 1e-6) - 1) / curve.pieces();
        }

        private void consider(int host, PowerCurve curve, double share) {
            if (host == NONE) {
                return;
            }
            double use = order.load(host);
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
