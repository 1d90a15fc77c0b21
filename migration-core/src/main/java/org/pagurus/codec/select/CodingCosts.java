package org.pagurus.codec.select;

/**
 * What was learned about each coding of each class of pages: bytes and nanoseconds a page, as
 * moving averages, and how often each class comes. One thread.
 */
final class CodingCosts {
    private static final int CODINGS = Coding.values().length;

    /** The weight of a new figure once there are more than its inverse. */
    private static final double WEIGHT = 1.0 / 32;

    /** A page that took so many times as long as usual was interrupted. */
    private static final double OUTLIER = 8;

    /** The weight of a page in the shares: of the last thousand or so. */
    private static final double SHARE_WEIGHT = 1.0 / 1024;

    private final int classes;
    private final double[] bytes;
    private final double[] costNs;
    private final int[] tries;
    private final double[] shares;
    private double scale = SHARE_WEIGHT;

    CodingCosts(int classes) {
        this.classes = classes;
        bytes = new double[classes * CODINGS];
        costNs = new double[classes * CODINGS];
        tries = new int[classes * CODINGS];
        shares = new double[classes];
    }

    int classes() {
        return classes;
    }

    /** A page of this class has come. */
    void saw(int pageClass) {
        // The weight of new pages grows instead of all others' shrinking.
        shares[pageClass] += scale;
        scale *= 1 + SHARE_WEIGHT;
        if (scale > 1e12) {
            for (int i = 0; i < classes; i++) {
                shares[i] /= scale;
            }
            scale = 1;
        }
    }

    /** How often the class comes, beside others; without a unit. */
    double share(int pageClass) {
        return shares[pageClass] / scale;
    }

    void learn(int pageClass, Coding coding, double pageBytes, double pageNs) {
        int at = index(pageClass, coding);
        int before = tries[at];
        tries[at] = Math.min(before + 1, Integer.MAX_VALUE - 1);
        double weight = Math.max(WEIGHT, 1.0 / (before + 1));
        bytes[at] += (pageBytes - bytes[at]) * weight;
        boolean interrupted = before > 2 && pageNs > OUTLIER * costNs[at];
        if (!interrupted) {
            costNs[at] += (pageNs - costNs[at]) * weight;
        }
    }

    int tries(int pageClass, Coding coding) {
        return tries[index(pageClass, coding)];
    }

    double bytes(int pageClass, Coding coding) {
        return bytes[index(pageClass, coding)];
    }

    double costNs(int pageClass, Coding coding) {
        return costNs[index(pageClass, coding)];
    }

    private static int index(int pageClass, Coding coding) {
        return pageClass * CODINGS + coding.ordinal();
    }
}
