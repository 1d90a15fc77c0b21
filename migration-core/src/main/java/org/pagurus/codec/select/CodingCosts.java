package org.pagurus.codec.select;

/**
 * What is known about each coding of each class of pages: bytes and nanoseconds a page, as moving
 * averages that begin with what is expected, and how often each class comes. One thread.
 *
 * <p>A window's block says only what all its pages take together, and what a window gives depends
 * on all that is in it. So it is known by few numbers for all classes: the share that it takes of
 * zstd 1's bytes, apart for pages whose version was sent before, which the window may still hold;
 * and how many times as long as zstd 1 it takes.
 */
final class CodingCosts {
    private static final Coding[] CODINGS = Coding.values();

    /** What is expected counts as much as so many pages seen. */
    private static final int EXPECTED_TRIES = 6;

    /** The weight of a new figure once there are more than its inverse. */
    private static final double WEIGHT = 1.0 / 32;

    /** The same for a page of a window: blocks differ much. */
    private static final double WINDOW_WEIGHT = 1.0 / 4096;

    private static final double BASE_WEIGHT = 1.0 / 1024;

    private static final double EXPECTED_BASE_NS = 700;

    /** A page that took more times as long as usual was interrupted: it counts as so many. */
    private static final double OUTLIER = 3;

    /** The weight of a page in the shares: of the last thousand or so. */
    private static final double SHARE_WEIGHT = 1.0 / 1024;

    private final int classes;
    private final double[] bytes;
    private final double[] costNs;
    private final int[] tries;
    private final double[] shares;
    private double scale = SHARE_WEIGHT;
    private final boolean[] hasVersion;
    private double windowScale = CodingPriors.WINDOW_SCALE;
    private double versionScale = CodingPriors.WINDOW_VERSION_SCALE;
    private double baseNs = EXPECTED_BASE_NS;
    private double timeScale = CodingPriors.WINDOW_TIME_SCALE;

    CodingCosts(Classifier classifier) {
        classes = classifier.classes();
        bytes = new double[classes * CODINGS.length];
        costNs = new double[classes * CODINGS.length];
        tries = new int[classes * CODINGS.length];
        shares = new double[classes];
        hasVersion = new boolean[classes];
        for (int pageClass = 0; pageClass < classes; pageClass++) {
            hasVersion[pageClass] = classifier.hasVersion(pageClass);
            for (Coding coding : CODINGS) {
                bytes[index(pageClass, coding)] = classifier.expectedBytes(pageClass, coding);
                costNs[index(pageClass, coding)] = classifier.expectedNs(pageClass, coding);
                tries[index(pageClass, coding)] = EXPECTED_TRIES;
            }
        }
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
        double weight = Math.max(WEIGHT, 1.0 / ++tries[at]);
        bytes[at] += (pageBytes - bytes[at]) * weight;
        costNs[at] += (limited(pageNs, costNs[at]) - costNs[at]) * weight;
    }

    /**
     * A window's block.
     *
     * @param aloneBytes what its pages would take with zstd 1, one by one: those without a version
     *     sent before, and those with one
     * @param aloneNs how long that would take
     */
    void learnWindow(
            int pages, double[] aloneBytes, double aloneNs, double blockBytes, double blockNs) {
        double newBytes = windowScale * aloneBytes[0];
        double versionBytes = versionScale * aloneBytes[1];
        double expected = newBytes + versionBytes;
        double off = blockBytes / expected - 1;
        double weight = Math.min(0.5, pages * WINDOW_WEIGHT);
        windowScale += windowScale * off * weight * newBytes / expected;
        versionScale += versionScale * off * weight * versionBytes / expected;
        timeScale += (limited(blockNs / aloneNs, timeScale) - timeScale) * weight;
    }

    /** What pages take beside their codings. */
    void learnBase(int pages, long durationNs) {
        double pageNs = limited((double) durationNs / pages, baseNs);
        baseNs += (pageNs - baseNs) * Math.min(0.5, pages * BASE_WEIGHT);
    }

    /** What a page takes whatever its coding: choosing it, copy and checksum. */
    double baseNs() {
        return baseNs;
    }

    /** A window that is not used is as good as any again after a while. */
    void forgetWindow() {
        windowScale += (CodingPriors.WINDOW_SCALE - windowScale) * WINDOW_WEIGHT;
        versionScale += (CodingPriors.WINDOW_VERSION_SCALE - versionScale) * WINDOW_WEIGHT;
    }

    boolean hasVersion(int pageClass) {
        return hasVersion[pageClass];
    }

    double bytes(int pageClass, Coding coding) {
        return coding == Coding.WINDOW
                ? (hasVersion[pageClass] ? versionScale : windowScale)
                        * bytes[index(pageClass, Coding.ZSTD_1)]
                : bytes[index(pageClass, coding)];
    }

    double costNs(int pageClass, Coding coding) {
        return coding == Coding.WINDOW
                ? timeScale * costNs[index(pageClass, Coding.ZSTD_1)]
                : costNs[index(pageClass, coding)];
    }

    private static double limited(double pageNs, double usualNs) {
        return Math.min(pageNs, OUTLIER * usualNs);
    }

    private static int index(int pageClass, Coding coding) {
        return pageClass * CODINGS.length + coding.ordinal();
    }
}
