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
    }

    private double solveMix(double linkNsPerByte, double cores, double pages) {
        choose(heavy, 1e-6, linkNsPerByte, cores, pages);
        System.arraycopy(heavy, 0, light, 0, light.length);
        heavyPart = 1;
        if (encodeNs <= linkNs) {
            return linkNs; // even the least bytes are what the link waits for
        }
        double heavyEncodeNs = encodeNs;
        double heavyLinkNs = linkNs;
        choose(light, 1, linkNsPerByte, cores, pages);
        if (encodeNs >= linkNs) {
            System.arraycopy(light, 0, heavy, 0, heavy.length);
            return encodeNs; // even the least work is what the link waits for
        }
        double lightEncodeNs = encodeNs;
        double lightLinkNs = linkNs;
        Coding[] middle = new Coding[light.length];
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double price = (low + high) / 2;
            choose(middle, price, linkNsPerByte, cores, pages);
            if (encodeNs > linkNs) {
                low = price;
                System.arraycopy(middle, 0, heavy, 0, heavy.length);
                heavyEncodeNs = encodeNs;
                heavyLinkNs = linkNs;
            } else {
                high = price;
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

    /**
     * The cheapest coding of each class at a price, those included that have not come yet, and what
     * they take together.
     */
    private void choose(
            Coding[] choice, double price, double linkNsPerByte, double cores, double pages) {
        encodeNs = pages * costs.baseNs() / cores;
        linkNs = 0;
        for (int i = 0; i < choice.length; i++) {
            double leastCost = (1 - price) * Page.SIZE_BYTES * linkNsPerByte;
            double bestEncodeNs = 0;
            double bestLinkNs = Page.SIZE_BYTES * linkNsPerByte;
            choice[i] = Coding.RAW;
            for (Coding coding : CODINGS) {
                if (coding == Coding.RAW || coding == Coding.WINDOW && !usesWindow) {
                    continue;
                }
                double codingEncodeNs = costs.costNs(i, coding) / cores;
                double codingLinkNs = costs.bytes(i, coding) * linkNsPerByte;
                double cost = price * codingEncodeNs + (1 - price) * codingLinkNs;
                if (cost < leastCost) {
                    leastCost = cost;
                    bestEncodeNs = codingEncodeNs;
                    bestLinkNs = codingLinkNs;
                    choice[i] = coding;
                }
            }
            encodeNs += costs.share(i) * bestEncodeNs;
            linkNs += costs.share(i) * bestLinkNs;
        }
    }
}
