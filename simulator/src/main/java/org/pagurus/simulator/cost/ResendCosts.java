package org.pagurus.simulator.cost;

import java.util.List;

/**
 * What pages take that are sent again, by how often they were written since they were sent last:
 * the more often, the farther they are from the version that the destination has.
 *
 * @param writes ascending, 1 or more each; costs between two are between theirs, costs beyond are
 *     those of the nearest
 * @param unsent a page that was left out of all rounds so far
 * @param fresh for each, a page that was sent in round 0 alone
 * @param kept for each, a page that was sent in a later round as well, so that its version was
 *     worth keeping
 */
public record ResendCosts(
        List<Double> writes, PageCost unsent, List<PageCost> fresh, List<PageCost> kept) {
    public ResendCosts {
        writes = List.copyOf(writes);
        fresh = List.copyOf(fresh);
        kept = List.copyOf(kept);
        if (writes.isEmpty() || fresh.size() != writes.size() || kept.size() != writes.size()) {
            throw new IllegalArgumentException(
                    "writes: expected one or more with a cost of each kind, found "
                            + writes.size()
                            + ", "
                            + fresh.size()
                            + " and "
                            + kept.size());
        }
        for (int index = 0; index < writes.size(); index++) {
            double least = index == 0 ? 1 : writes.get(index - 1);
            if (!(writes.get(index) >= least)) {
                throw new IllegalArgumentException(
                        "writes: expected them ascending from 1 on but found " + writes);
            }
        }
    }

    /** However often they were written. */
    public static ResendCosts always(PageCost cost) {
        return new ResendCosts(List.of(1.0), cost, List.of(cost), List.of(cost));
    }

    /** Whether all pages take the same. */
    public boolean isUniform() {
        return writes.size() == 1 && fresh.equals(kept) && unsent.equals(fresh.getFirst());
    }
}
