package org.pagurus.simulator.link;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.simulator.kernel.HeapQueue;

/**
 * Shares links out max-min fairly: no transfer could get more without another, that has no more
 * than it, getting less. Rates rise together from 0; where a link is full, its transfers stay, and
 * so does one that has come to its own cap.
 *
 * <p>After a change only what it can reach is shared out again. Rates below the level at which the
 * first changed link fills up, as it was or as it is, come out as before. So the transfers below
 * stay, and what has no way to a changed link over transfers above stays too.
 */
final class FairShares {
    /** Rounding must not leave out a transfer that stands right at the level. */
    private static final double MARGIN = 1 - 1e-12;

    private final List<Link> links = new ArrayList<>();
    private final List<Bundle> bundles = new ArrayList<>();

    /**
     * By the bits of a rate, which order as rates do: links, then capped bundles, by their place.
     */
    private final HeapQueue levels = new HeapQueue();

    private int visit;
    private int unsettled;

    /**
     * Sets the rates of all bundles that may have to change.
     *
     * @param changed the links with another capacity or other transfers than before
     * @return these bundles, until the next call
     */
    List<Bundle> share(List<Link> changed) {
        double levelBytesPerSecond = Double.POSITIVE_INFINITY;
        for (Link link : changed) {
            levelBytesPerSecond = Math.min(levelBytesPerSecond, firstLevel(link));
        }
        collect(changed, levelBytesPerSecond * MARGIN);
        fill();
        return bundles;
    }

    /** A level up to which the link was not full, and is not. */
    private static double firstLevel(Link link) {
        double level = link.levelBytesPerSecond;
        // Transfers below a level are known to be held down elsewhere; the level that follows is
        // right or too low, and the second pass mends what the first one had too low.
        for (int pass = 0; pass < 2; pass++) {
            double below = 0;
            int above = 0;
            int all = 0;
            for (int index = 0; index < link.bundles.size(); index++) {
                Bundle bundle = link.bundles.get(index);
                all += bundle.sharedTransfers;
                if (bundle.rateBytesPerSecond < level) {
                    below += bundle.sharedTransfers * bundle.rateBytesPerSecond;
                } else {
                    above += bundle.sharedTransfers;
                }
            }
            double capacity = link.capacityBytesPerSecond();
            if (above == 0 && below <= capacity) {
                return level;
            }
            double share = capacity / all;
            if (above > 0) {
                share = Math.max(share, (capacity - below) / above);
            }
            if (share >= level) {
                return level;
            }
            level = share;
        }
        return level;
    }

    /** Finds the links and bundles that the change can reach, and what the links have for them. */
    private void collect(List<Link> changed, double levelBytesPerSecond) {
        visit++;
        links.clear();
        bundles.clear();
        for (Link link : changed) {
            visit(link);
        }
        for (int index = 0; index < links.size(); index++) {
            Link link = links.get(index);
            double free = link.capacityBytesPerSecond();
            int transfers = 0;
            for (int place = 0; place < link.bundles.size(); place++) {
                Bundle bundle = link.bundles.get(place);
                if (bundle.rateBytesPerSecond < levelBytesPerSecond) {
                    free -= bundle.sharedTransfers * bundle.rateBytesPerSecond;
                } else {
                    transfers += bundle.sharedTransfers;
                    visit(bundle);
                }
            }
            link.freeBytesPerSecond = free;
            link.freeTransfers = transfers;
            link.levelBytesPerSecond = Double.POSITIVE_INFINITY;
        }
    }

    private void visit(Link link) {
        if (link.visit != visit) {
            link.visit = visit;
            links.add(link);
        }
    }

    private void visit(Bundle bundle) {
        if (bundle.visit != visit) {
            bundle.visit = visit;
            bundle.settled = false;
            bundles.add(bundle);
            List<Link> path = bundle.path().links();
            for (int index = 0; index < path.size(); index++) {
                visit(path.get(index));
            }
        }
    }

    private void fill() {
        for (int index = 0; index < links.size(); index++) {
            Link link = links.get(index);
            if (link.freeTransfers > 0) {
                addLevel(Math.max(0, link.freeBytesPerSecond / link.freeTransfers), index);
            }
        }
        for (int index = 0; index < bundles.size(); index++) {
            double cap = bundles.get(index).capBytesPerSecond();
            if (cap < Double.POSITIVE_INFINITY) {
                addLevel(cap, links.size() + index);
            }
        }
        unsettled = bundles.size();
        while (unsettled > 0) {
            double level = Double.longBitsToDouble(levels.firstTimeNs());
            int place = (int) levels.removeFirst();
            if (place >= links.size()) {
                settle(bundles.get(place - links.size()), level);
            } else if (links.get(place).freeTransfers > 0) {
                fill(links.get(place), place, level);
            }
        }
        levels.removeIf(place -> true);
    }

    /** Holds a link's transfers down to the level, if the link is full there and not later. */
    private void fill(Link link, int place, double level) {
        double share = link.freeBytesPerSecond / link.freeTransfers;
        if (share > level) {
            // Others have been held down elsewhere since.
            addLevel(share, place);
            return;
        }
        link.levelBytesPerSecond = level;
        for (int index = 0; index < link.bundles.size(); index++) {
            Bundle bundle = link.bundles.get(index);
            if (bundle.visit == visit) {
                settle(bundle, level);
            }
        }
    }

    private void settle(Bundle bundle, double level) {
        if (bundle.settled) {
            return;
        }
        bundle.settled = true;
        bundle.rateBytesPerSecond = level;
        unsettled--;
        List<Link> path = bundle.path().links();
        for (int index = 0; index < path.size(); index++) {
            Link link = path.get(index);
            link.freeBytesPerSecond -= bundle.sharedTransfers * level;
            link.freeTransfers -= bundle.sharedTransfers;
        }
    }

    private void addLevel(double bytesPerSecond, int place) {
        levels.add(Double.doubleToLongBits(bytesPerSecond), place);
    }
}
