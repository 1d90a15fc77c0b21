package org.pagurus.simulator.cost;

/**
 * What the pages of a class take.
 *
 * @param first in round 0, when they are as the guest had them
 * @param again in later rounds, when they have been written and the destination has had a version
 */
public record PageCosts(PageCost first, PageCost again) {
    /** Pages that always take the same. */
    public static PageCosts always(PageCost cost) {
        return new PageCosts(cost, cost);
    }
}
