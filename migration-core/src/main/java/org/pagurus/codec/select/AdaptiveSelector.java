package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleSupplier;
import org.pagurus.memory.Page;

/**
 * Gives each page the coding with which pages are delivered soonest on the link as it is now. It
 * learns what each coding takes and saves for each class of pages, plans with that, and tries the
 * other codings now and then. Where no coding pays it stops looking at pages but for a few.
 *
 * <p>Owner: the stream's thread.
 */
final class AdaptiveSelector implements PageSelector {
    /** Pages between two plans; when all goes raw, pages of which one is looked at. */
    private static final int PLAN_PAGES = 256;

    /** After so many plans it may be believed that no coding pays. */
    private static final int LEARNING_PLANS = 8;

    /** A coding is tried so often before it is judged. */
    private static final int FIRST_TRIES = 3;

    /** Of so many pages one may be used for trying while there is much to learn, and later. */
    private static final int TRY_EVERY_AT_FIRST = 6;

    private static final int TRY_EVERY = 192;

    /** Pages in a row that try the window: it is of no use to a single one. */
    private static final int WINDOW_TRY_PAGES = 64;

    /** Windows are tried again after so many pages. */
    private static final int WINDOW_TRY_EVERY = 8192;

    private static final Coding[] CODINGS = Coding.values();
    private static final double NS_PER_SECOND = 1e9;

    private final Classifier classifier;
    private final DoubleSupplier linkBytesPerSecond;
    private final double cores;
    private final boolean withWindow;
    private final CodingCosts costs;
    private final DeliveryPlan plan;

    /** The classes of the pages that wait for the window's block. */
    private final int[] windowClasses = new int[2 * WINDOW_TRY_PAGES];

    private int windowPages;
    private int plans;
    private int lastClass;
    private int untilPlan = 1;
    private int untilTry = TRY_EVERY_AT_FIRST;
    private int untilWindowTry = WINDOW_TRY_PAGES;
    private int windowTryLeft;
    private int tryNext;

    AdaptiveSelector(
            Classifier classifier,
            DoubleSupplier linkBytesPerSecond,
            double cores,
            boolean withWindow) {
        this.classifier = classifier;
        this.linkBytesPerSecond = linkBytesPerSecond;
        this.cores = cores;
        this.withWindow = withWindow;
        costs = new CodingCosts(classifier.classes());
        plan = new DeliveryPlan(costs, withWindow);
    }

    @Override
    public Coding select(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        boolean looks = --untilPlan <= 0;
        if (looks) {
            replan();
        }
        double rate = linkBytesPerSecond.getAsDouble();
        if (rate == Double.POSITIVE_INFINITY || plan.isRaw() && plans == LEARNING_PLANS && !looks) {
            return Coding.RAW;
        }
        int pageClass = classifier.classOf(page, pageOffset, versions, versionOffset);
        costs.saw(pageClass);
        Coding coding = choose(pageClass, versionOffset != NO_VERSION);
        if (coding == Coding.WINDOW) {
            windowClasses[windowPages++] = pageClass;
        } else {
            lastClass = pageClass;
        }
        return coding;
    }

    @Override
    public void encoded(Coding coding, int pages, int bytes, long durationNs) {
        if (coding != Coding.WINDOW) {
            costs.learn(lastClass, coding, bytes, durationNs);
            return;
        }
        // The block says only what all its pages take together; it is shared out by what each
        // takes alone.
        double weights = 0;
        for (int i = 0; i < windowPages; i++) {
            weights += weight(windowClasses[i]);
        }
        for (int i = 0; i < windowPages; i++) {
            double part = weight(windowClasses[i]) / weights;
            costs.learn(windowClasses[i], Coding.WINDOW, bytes * part, durationNs * part);
        }
        windowPages = 0;
    }

    @Override
    public boolean keepsVersions() {
        return !plan.isRaw();
    }

    @Override
    public boolean mentionsCopies() {
        return !plan.isRaw();
    }

    private void replan() {
        double rate = linkBytesPerSecond.getAsDouble();
        plan.solve(NS_PER_SECOND / rate, cores);
        untilPlan = PLAN_PAGES;
        plans = Math.min(plans + 1, LEARNING_PLANS);
    }

    private Coding choose(int pageClass, boolean hasVersion) {
        if (withWindow && --untilWindowTry <= 0) {
            untilWindowTry = WINDOW_TRY_EVERY;
            windowTryLeft = WINDOW_TRY_PAGES;
        }
        if (windowTryLeft > 0) {
            windowTryLeft--;
            return Coding.WINDOW;
        }
        if (--untilTry <= 0) {
            Coding untried = untried(pageClass, hasVersion);
            if (untried != Coding.RAW) {
                untilTry = TRY_EVERY_AT_FIRST;
                return untried;
            }
            untilTry = TRY_EVERY;
            return another(hasVersion);
        }
        Coding planned = plan.next(pageClass);
        return planned.needsVersion() && !hasVersion ? Coding.RAW : planned;
    }

    /** A coding that was not tried often enough for this class, or raw. */
    private Coding untried(int pageClass, boolean hasVersion) {
        for (Coding coding : CODINGS) {
            if (isCandidate(coding, hasVersion) && costs.tries(pageClass, coding) < FIRST_TRIES) {
                return coding;
            }
        }
        return Coding.RAW;
    }

    private Coding another(boolean hasVersion) {
        do {
            tryNext = (tryNext + 1) % CODINGS.length;
        } while (!isCandidate(CODINGS[tryNext], hasVersion));
        return CODINGS[tryNext];
    }

    private static boolean isCandidate(Coding coding, boolean hasVersion) {
        return coding != Coding.RAW
                && coding != Coding.WINDOW
                && (hasVersion || !coding.needsVersion());
    }

    private double weight(int pageClass) {
        return costs.tries(pageClass, Coding.ZSTD_1) > 0
                ? costs.bytes(pageClass, Coding.ZSTD_1)
                : Page.SIZE_BYTES / 2.0;
    }
}
