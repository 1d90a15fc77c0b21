package org.pagurus.simulator.fluid;

import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.cost.ResendCosts;
import org.pagurus.simulator.workload.DirtyShare;
import org.pagurus.simulator.workload.PageClass;

/**
 * What of a class is dirty, to be sent and left for the end, in shares of its pages.
 *
 * <p>Pages that a sweep has dirtied lie right behind it, so it comes to them last when it comes
 * round; pages dirtied at random are met anywhere. Where a sweep stands when a round begins is
 * taken as unknown.
 *
 * <p>All times are the class's own: how long the guest has run, or the clients that write its
 * pages.
 */
final class ClassState {
    private final PageClass pageClass;
    private final boolean written;
    private final PageCosts costs;

    /** Whether it does not matter how often pages were written and when they were sent. */
    private final boolean uniform;

    private final CostMix cost = new CostMix();

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

    /** When the log started. */
    private long startedNs;

    private boolean first;

    /** The share of all pages that was never sent, and of those sent behind round 0. */
    private double unsent;

    private double sentAgain;

    /** How long ago a page was sent last, in running time, in the mean of all pages. */
    private double ageNs;

    /** Of all pages, those sent in the round under way, and the sum of the times at which. */
    private double sent;

    private double sentAtNs;

    ClassState(PageClass pageClass, PageCosts costs) {
        this.pageClass = pageClass;
        written = !pageClass.random().isNone() || !pageClass.sweep().isNone();
        this.costs = costs;
        uniform = costs.again().isUniform() && costs.last().isUniform();
    }

    void start(long nowNs) {
        startedNs = nowNs;
        first = true;
        unsent = 1;
        sentAgain = 0;
        ageNs = 0;
        sent = 0;
        sentAtNs = 0;
        cost.set(costs.first());
        swept = 0;
        hit = 0;
        left = 0;
        toSend = 1;
        sweptFrom = 1;
        sweptTo = 1;
        density = 1;
    }

    /** What the pages that it sends in this round take. */
    CostMix cost() {
        return cost;
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

    boolean isByClients() {
        return pageClass.byClients();
    }

    /** Whether any page to send may be dirtied between two running times. */
    boolean isWritten() {
        return written;
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

    /**
     * Pages are sent.
     *
     * @param pages how many
     * @param atNs when, in the mean
     */
    void send(double pages, long atNs) {
        if (!uniform) {
            double share = pages / pageClass.pages();
            sent += share;
            sentAtNs += share * atNs;
        }
    }

    /** The round under way is over: pages that it sent are as old as it was their turn ago. */
    private void age(long fromNs, long toNs) {
        double share = Math.min(1, sent);
        double sentAgoNs = share > 0 ? toNs - sentAtNs / sent : 0;
        ageNs = (1 - share) * (ageNs + toNs - fromNs) + share * sentAgoNs;
        sentAgain += first ? 0 : share * (1 - sentAgain);
        unsent *= toSend > 0 ? Math.max(0, 1 - share / toSend) : 1;
        first = false;
        sent = 0;
        sentAtNs = 0;
    }

    /** What pages take from now on. */
    private void resend(ResendCosts resend, long toNs) {
        if (resend.isUniform()) {
            cost.set(resend.fresh().getFirst());
            return;
        }
        long fromNs = toNs - Math.round(ageNs);
        double swept = pageClass.sweep().writes(fromNs, toNs);
        double random = pageClass.random().writes(fromNs, toNs);
        double hits = random / Math.max(DirtyShare.random(random), Double.MIN_NORMAL);
        double writes = random > 0 ? Math.max(hits, swept) : swept;
        // A sweep comes to pages that were sent again only when it comes round.
        boolean sweeps = !pageClass.sweep().isNone();
        double kept = sweeps ? Math.floor(pageClass.sweep().writes(startedNs, toNs)) : sentAgain;
        double never = toSend > 0 ? Math.min(1, unsent / toSend) : 0;
        cost.set(resend, Math.max(1, writes), never, Math.min(1, kept));
    }

    /** The dirty log from one running time to another is read. */
    void harvest(long fromNs, long toNs) {
        if (!isWritten()) {
            return; // nothing is dirty, and nothing ever was
        }
        if (!uniform) {
            age(fromNs, toNs);
        }
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
    void beginRound(boolean deferWorkingSet, long nowNs) {
        left = deferWorkingSet ? repeated : 0;
        toSend = Math.max(0, pending - left);
        resend(costs.again(), nowNs);
        shape(deferWorkingSet ? sweptTwice : 0);
    }

    /** The last round begins, with what was pending and what the last harvest adds. */
    void beginLastRound(long fromNs, long toNs) {
        shape(0);
        double pendingStill = pending * clean(fromNs, toNs);
        harvest(fromNs, toNs);
        toSend = Math.min(1, dirty + pendingStill);
        resend(costs.last(), toNs);
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
