package org.pagurus.codec.select;

import java.util.Arrays;
import org.pagurus.memory.Page;

/**
 * Which coding each class of pages is given so that a page is delivered soonest: the larger of
 * encoding time over the cores and bytes over the link rate is made as small as can be.
 *
 * <p>Both resources get a price. At the price where both take equally long no other choice is
 * faster (Lagrange multipliers; Everett, Operations Research 1963); between the two choices around
 * it pages are dealt out in proportion, since there are few classes. One thread.
 */
final class DeliveryPlan {
    private static final Coding[] CODINGS = Coding.values();
    private static final int BISECTIONS = 16;

    /** Even where only bytes count, of two codings with as many the quicker one is chosen. */
    private static final double LEAST_PRICE = 1e-6;

    /** What a page takes that is not even looked at: copy and checksum. */
    private static final double RAW_NS = 400;

    /**
     * Compression that is to save less than this share of the time is not begun: pages sent raw
     * leave the caches to others, and that is not in the plan.
     */
    private static final double LEAST_GAIN = 0.15;

    /** The same for the window, whose blocks are the dearer the fewer pages are in them. */
    private static final double LEAST_WINDOW_GAIN = 0.05;

    private final CodingCosts costs;
    private final boolean withWindow;

    /** The choice where the processor is the bottleneck, and the one where the link is. */
    private final Coding[] heavy;

    private final Coding[] light;
    private double heavyPart;
    private double owed;
    private boolean raw = true;
    private boolean usesWindow;
    private double encodeNs;
    private double linkNs;

    /** The processor's price at which each was chosen; the link's is 1 less that. */
    private double heavyPrice;

    private double lightPrice;

    DeliveryPlan(CodingCosts costs, boolean withWindow) {
        this.costs = costs;
        this.withWindow = withWindow;
        heavy = new Coding[costs.classes()];
        light = new Coding[costs.classes()];
        Arrays.fill(heavy, Coding.RAW);
        Arrays.fill(light, Coding.RAW);
    }

    /** Whether every page goes raw: then pages need not even be looked at. */
    boolean isRaw() {
        return raw;
    }

    /** The coding of the next page of a class. */
    Coding next(int pageClass) {
        if (heavy[pageClass] == light[pageClass]) {
            return light[pageClass];
        }
        owed += heavyPart;
        if (owed >= 1) {
            owed -= 1;
            return heavy[pageClass];
        }
        return light[pageClass];
    }

    /**
     * The coding with which a page of a class is there soonest that has nothing to overlap with.
     */
    Coding soonest(int pageClass, double linkNsPerByte, double cores) {
        return cheapest(pageClass, 0.5, linkNsPerByte, Math.min(1, cores));
    }

    /**
     * Plans anew.
     *
     * @param linkNsPerByte 0 for a link without limit
     * @param cores how much of the processor encoding may use
     */
    void solve(double linkNsPerByte, double cores) {
        double pages = 0;
        for (int i = 0; i < costs.classes(); i++) {
            pages += costs.share(i);
        }
        double rawNs = pages * Math.max(RAW_NS / cores, Page.SIZE_BYTES * linkNsPerByte);
        usesWindow = false;
        double bestNs = solveMix(linkNsPerByte, cores, pages);
        if (withWindow) {
            usesWindow = true;
            double windowNs = solveMix(linkNsPerByte, cores, pages);
            if (windowNs > (1 - LEAST_WINDOW_GAIN) * bestNs) {
                usesWindow = false;
                bestNs = solveMix(linkNsPerByte, cores, pages);
            } else {
                bestNs = windowNs;
            }
        }
        raw = bestNs >= (1 - LEAST_GAIN) * rawNs;
        chooseUnseen(heavy, heavyPrice, linkNsPerByte, cores);
        chooseUnseen(light, lightPrice, linkNsPerByte, cores);
    }

    private double solveMix(double linkNsPerByte, double cores, double pages) {
        heavyPrice = LEAST_PRICE;
        lightPrice = LEAST_PRICE;
        choose(heavy, heavyPrice, linkNsPerByte, cores, pages);
        System.arraycopy(heavy, 0, light, 0, light.length);
        heavyPart = 1;
        if (encodeNs <= linkNs) {
            return linkNs; // even the least bytes are what the link waits for
        }
        double heavyEncodeNs = encodeNs;
        double heavyLinkNs = linkNs;
        lightPrice = 1;
        choose(light, lightPrice, linkNsPerByte, cores, pages);
        if (encodeNs >= linkNs) {
            heavyPrice = 1;
            System.arraycopy(light, 0, heavy, 0, heavy.length);
            return encodeNs; // even the least work is what the link waits for
        }
        double lightEncodeNs = encodeNs;
        double lightLinkNs = linkNs;
        Coding[] middle = new Coding[light.length];
        for (int i = 0; i < BISECTIONS; i++) {
            double price = (heavyPrice + lightPrice) / 2;
            choose(middle, price, linkNsPerByte, cores, pages);
            if (encodeNs > linkNs) {
                heavyPrice = price;
                System.arraycopy(middle, 0, heavy, 0, heavy.length);
                heavyEncodeNs = encodeNs;
                heavyLinkNs = linkNs;
            } else {
                lightPrice = price;
                System.arraycopy(middle, 0, light, 0, light.length);
                lightEncodeNs = encodeNs;
                lightLinkNs = linkNs;
            }
        }
        double idle = lightLinkNs - lightEncodeNs;
        double excess = heavyEncodeNs - heavyLinkNs;
        heavyPart = idle + excess > 0 ? idle / (idle + excess) : 0;
        return heavyPart * heavyLinkNs + (1 - heavyPart) * lightLinkNs;
    }

    /** The cheapest coding of each class that has come, at a price, and what they take together. */
    private void choose(
            Coding[] choice, double price, double linkNsPerByte, double cores, double pages) {
        encodeNs = pages * costs.baseNs() / cores;
        linkNs = 0;
        for (int i = 0; i < choice.length; i++) {
            double share = costs.share(i);
            if (share > 0) {
                Coding coding = cheapest(i, price, linkNsPerByte, cores);
                choice[i] = coding;
                encodeNs += share * encodeNs(i, coding) / cores;
                linkNs += share * bytes(i, coding) * linkNsPerByte;
            }
        }
    }

    /** Most classes never come, but one may come for the first time right behind the plan. */
    private void chooseUnseen(Coding[] choice, double price, double linkNsPerByte, double cores) {
        for (int i = 0; i < choice.length; i++) {
            if (costs.share(i) == 0) {
                choice[i] = cheapest(i, price, linkNsPerByte, cores);
            }
        }
    }

    private Coding cheapest(int pageClass, double price, double linkNsPerByte, double cores) {
        double bytePrice = (1 - price) * linkNsPerByte;
        double nsPrice = price / cores;
        Coding cheapest = Coding.RAW;
        double leastCost = bytePrice * Page.SIZE_BYTES;
        for (Coding coding : CODINGS) {
            if (coding == Coding.RAW || coding == Coding.WINDOW && !usesWindow) {
                continue;
            }
            double cost =
                    nsPrice * costs.costNs(pageClass, coding)
                            + bytePrice * costs.bytes(pageClass, coding);
            if (cost < leastCost) {
                leastCost = cost;
                cheapest = coding;
            }
        }
        return cheapest;
    }

    private double encodeNs(int pageClass, Coding coding) {
        return coding == Coding.RAW ? 0 : costs.costNs(pageClass, coding);
    }

    private double bytes(int pageClass, Coding coding) {
        return coding == Coding.RAW ? Page.SIZE_BYTES : costs.bytes(pageClass, coding);
    }
}
