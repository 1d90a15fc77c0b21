package org.pagurus.simulator.fluid;

import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.workload.DirtyShare;
import org.pagurus.simulator.workload.PageClass;

/**
 * What of a class is dirty, to be sent and left for the end, in shares of its pages.
 *
 * <p>Pages that a sweep has dirtied lie right behind it, so it comes to them last when it comes
 * round; pages dirtied at random are met anywhere. Where a sweep stands when a round begins is
 * taken as unknown.
 */
final class ClassState {
    private final PageClass pageClass;
    private final PageCost firstCost;
    private final PageCost againCost;
    private final double firstWireBytes;
    private final double againWireBytes;

    /** Dirtied by the sweep, and at random, since the harvest before: shares of all pages. */
    private double swept;

    private double hit;
    private double sweptTwice;
    private double dirty;
    private double repeated;
    private double pending;

    /** Left for the end: the pages that the sweep dirtied last, and any. */
    private double left;

    private double toSend;

    /**
     * Of the pages to send: those behind the sweep begin and end at these distances ahead of it.
     */
    private double sweptFrom;

    private double sweptTo;

    /** The share of all other pages that is to be sent. */
    private double density;

    ClassState(PageClass pageClass, PageCosts costs) {
        this.pageClass = pageClass;
        firstCost = costs.first();
        againCost = costs.again();
        firstWireBytes = firstCost.wireBytes();
        againWireBytes = againCost.wireBytes();
    }

    void start() {
        swept = 0;
        hit = 0;
        left = 0;
        toSend = 1;
        sweptFrom = 1;
        sweptTo = 1;
        density = 1;
    }

    PageCost cost(boolean first) {
        return first ? firstCost : againCost;
    }

    double wireBytes(boolean first) {
        return first ? firstWireBytes : againWireBytes;
    }

    double toSend() {
        return toSend;
    }

    double dirtyPages() {
        return pageClass.pages() * dirty;
    }

    double repeatedPages() {
        return pageClass.pages() * repeated;
    }

    double pendingPages() {
        return pageClass.pages() * pending;
    }

    /** Whether any page to send may be dirtied between two running times. */
    boolean isWritten() {
        return !pageClass.random().isNone() || !pageClass.sweep().isNone();
    }

    /** Of the pages to send, the share that was not written between two running times. */
    double clean(long fromNs, long toNs) {
        double untouched = Math.exp(-pageClass.random().writes(fromNs, toNs));
        return pageClass.sweep().isNone()
                ? untouched
                : untouched * unswept(pageClass.sweep().writes(fromNs, toNs));
    }

    private double unswept(double passes) {
        double all = density * sweptFrom + sweptTo - sweptFrom;
        if (all <= 0) {
            return 1;
        }
        double ahead = density * Math.max(0, sweptFrom - passes);
        return (ahead + Math.max(0, sweptTo - Math.max(passes, sweptFrom))) / all;
    }

    /** The dirty log from one running time to another is read. */
    void harvest(long fromNs, long toNs) {
        double randomWrites = pageClass.random().writes(fromNs, toNs);
        double passes = pageClass.sweep().writes(fromNs, toNs);
        double sweptBefore = swept;
        double hitBefore = hit;
        swept = DirtyShare.sweep(passes);
        hit = DirtyShare.random(randomWrites);
        dirty = swept + (1 - swept) * hit;
        sweptTwice = Math.max(0, swept + sweptBefore - 1);
        repeated =
                sweptTwice
                        + (swept - sweptTwice) * hitBefore
                        + (sweptBefore - sweptTwice) * hit
                        + (1 - swept - sweptBefore + sweptTwice) * hit * hitBefore;
        // Behind the sweep, what is left was written last.
        double leftUnswept = left > 0 ? Math.clamp((1 - passes) / left, 0, 1) : 0;
        pending = dirty + left * (1 - hit) * leftUnswept;
    }

    /** A round begins, with all that is pending or with what is not in both last harvests. */
    void beginRound(boolean deferWorkingSet) {
        left = deferWorkingSet ? repeated : 0;
        toSend = Math.max(0, pending - left);
        shape(deferWorkingSet ? sweptTwice : 0);
    }

    /** The last round begins, with what was pending and what the last harvest adds. */
    void beginLastRound(long fromNs, long toNs) {
        shape(0);
        double pendingStill = pending * clean(fromNs, toNs);
        harvest(fromNs, toNs);
        toSend = Math.min(1, dirty + pendingStill);
    }

    /**
     * @param leftSwept what is left of the pages behind the sweep, the last ones it wrote
     */
    private void shape(double leftSwept) {
        sweptFrom = 1 - swept;
        sweptTo = Math.max(sweptFrom, 1 - leftSwept);
        density = hit;
    }
}
