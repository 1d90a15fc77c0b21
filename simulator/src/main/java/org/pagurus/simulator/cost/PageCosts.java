package org.pagurus.simulator.cost;

/**
 * What the pages of a class take.
 *
 * @param first in round 0, when they are as the guest had them
 * @param again in later rounds, when they have been written and the destination has had a version
 * @param last while the guest is paused, when each page counts by when it is there
 */
public record PageCosts(PageCost first, ResendCosts again, ResendCosts last) {
    /** Pages that take the same whenever they are sent again. */
    public PageCosts(PageCost first, PageCost again) {
        this(first, ResendCosts.always(again), ResendCosts.always(again));
    }

    /** Pages that always take the same. */
    public static PageCosts always(PageCost cost) {
        return new PageCosts(cost, cost);
    }
}
