package org.pagurus.simulator.fluid;

import java.util.List;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.workload.PageClasses;

/**
 * A guest as a fluid migration sees it. Immutable, so that any number of migrations may share it.
 *
 * @param pages its memory
 * @param costs what its pages take: of each class, or of all when there is one alone
 * @param ranNs how long it has run when its migration starts, 0 or more
 * @param firstRawPages so many pages, from the first on, go in full unless they are zero: as long
 *     as the link's rate is not known
 */
public record FluidGuest(PageClasses pages, List<PageCosts> costs, long ranNs, long firstRawPages) {
    /** Whose pages take the same from the first on. */
    public FluidGuest(PageClasses pages, List<PageCosts> costs, long ranNs) {
        this(pages, costs, ranNs, 0);
    }

    public FluidGuest {
        costs = List.copyOf(costs);
        int classes = pages.classes().size();
        if (costs.size() != 1 && costs.size() != classes) {
            throw new IllegalArgumentException(
                    "costs: expected 1 or "
                            + classes
                            + ", as many as there are classes, but found "
                            + costs.size());
        }
        if (ranNs < 0) {
            throw new IllegalArgumentException("ranNs: expected 0 or more but found " + ranNs);
        }
    }

    /** A guest that has just started, whose pages all take the same. */
    public static FluidGuest of(PageClasses pages, PageCosts costs) {
        return new FluidGuest(pages, List.of(costs), 0);
    }

    PageCosts costs(int pageClass) {
        return costs.get(costs.size() == 1 ? 0 : pageClass);
    }
}
