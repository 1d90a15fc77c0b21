package org.pagurus.codec.select;

/**
 * What is known about each coding of each class of pages: bytes and nanoseconds a page, as moving
 * averages that begin with what is expected, and how often each class comes. One thread.
 *
 * <p>A window's block says only what all its pages take together. So for each class the share is
 * known that it takes of zstd 1's bytes: a block that takes more or less than its pages' shares say
 * moves the shares of the classes in it. And how many times as long as zstd 1 it takes is known for
 * all classes together.
 */
final class CodingCosts {
    private static final Coding[] CODINGS = Coding.values();

    /** What is expected counts as much as so many pages seen. */
    private static final int EXPECTED_TRIES = 6;

    /** The weight of a new figure once there are more than its inverse. */
    private static final double WEIGHT = 1.0 / 32;

    /** What is expected of a window counts as much as so many pages seen in it, */
    private static final int EXPECTED_WINDOW_PAGES = 512;

    /** and later all seen before as much as so many: blocks differ much. */
    private static final int MOST_WINDOW_PAGES = 4096;

    /** How much of it a page that is not given to the window makes forgotten. */
    private static final double FORGET_WEIGHT = 1.0 / 16384;

    /** However many pages of a class are in a block, they tell no more than this of the class. */
    private static final double MOST_WINDOW_WEIGHT = 0.5;

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
    private final double[] windowScales;
    private final int[] windowPages;
    private double baseNs = EXPECTED_BASE_NS;
    private double timeScale = CodingPriors.WINDOW_TIME_SCALE;

    CodingCosts(Classifier classifier) {
        classes = classifier.classes();
        bytes = new double[classes * CODINGS.length];
        costNs = new double[classes * CODINGS.length];
        tries = new int[classes * CODINGS.length];
        shares = new double[classes];
        hasVersion = new boolean[classes];
        windowScales = new double[classes];
        windowPages = new int[classes];
        for (int pageClass = 0; pageClass < classes; pageClass++) {
            hasVersion[pageClass] = classifier.hasVersion(pageClass);
            windowScales[pageClass] = expectedWindowScale(pageClass);
            windowPages[pageClass] = EXPECTED_WINDOW_PAGES;
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
     * @param pages how many pages of each class are in it
     */
    void learnWindow(int[] pages, double blockBytes, double blockNs) {
        double expectedBytes = 0;
        double aloneNs = 0;
        int blockPages = 0;
        for (int i = 0; i < classes; i++) {
            if (pages[i] > 0) {
                expectedBytes += pages[i] * bytes(i, Coding.WINDOW);
                aloneNs += pages[i] * costNs(i, Coding.ZSTD_1);
                blockPages += pages[i];
            }
        }
        double off = blockBytes / expectedBytes - 1;
        for (int i = 0; i < classes; i++) {
            if (pages[i] > 0) {
                windowPages[i] = Math.min(MOST_WINDOW_PAGES, windowPages[i] + pages[i]);
                double weight = (double) pages[i] / windowPages[i];
                windowScales[i] *= 1 + off * Math.min(MOST_WINDOW_WEIGHT, weight);
            }
        }
        double weight = Math.min(MOST_WINDOW_WEIGHT, (double) blockPages / MOST_WINDOW_PAGES);
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

    /**
     * A window that is not used for a class is as good as any again after a while, and what was
     * seen of it counts less and less.
     */
    void forgetWindow(int pageClass) {
        windowScales[pageClass] +=
                (expectedWindowScale(pageClass) - windowScales[pageClass]) * FORGET_WEIGHT;
        windowPages[pageClass] = Math.max(EXPECTED_WINDOW_PAGES, windowPages[pageClass] - 1);
    }

    private double expectedWindowScale(int pageClass) {
        return hasVersion[pageClass]
                ? CodingPriors.WINDOW_VERSION_SCALE
                : CodingPriors.WINDOW_SCALE;
    }

    double bytes(int pageClass, Coding coding) {
        return coding == Coding.WINDOW
                ? windowScales[pageClass] * bytes[index(pageClass, Coding.ZSTD_1)]
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
