package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.pagurus.memory.Page;

/**
 * Gives each page the coding with which pages are delivered soonest on the link as it is now. It
 * begins with what codings are expected to take and save for each class of pages, learns what they
 * do, plans with that, and tries other codings now and then. Where no coding pays it stops looking
 * at pages but for a few.
 *
 * <p>Owner: the stream's thread.
 */
final class AdaptiveSelector implements PageSelector {
    /** Pages between two plans; when all goes raw, pages of which one is looked at. */
    private static final int PLAN_PAGES = 256;

    /** Pages looked at before it is believed that no coding pays. */
    private static final int FIRST_LOOKS = 32;

    /**
     * Of so many pages one is used for trying another coding: of fewer as long as little is known.
     */
    private static final int TRY_EVERY = 192;

    private static final int FIRST_TRY_EVERY = 64;

    /** A coding that takes up to so many times the bytes of the planned one is worth a try. */
    private static final double PROMISING = 1.4;

    /** One that takes more times as long as a page is on its way raw is not. */
    private static final double HOPELESS = 2;

    /** Of the tries of others one in so many is made. */
    private static final int UNLIKELY_EVERY = 8;

    /** To keep a page's version takes about so long: a copy into memory not touched before. */
    private static final double VERSION_NS = 3_000;

    /** It saves 2,000 bytes if the page is sent again. Of all pages few are ever written, */
    private static final double VERSION_SAVES_BYTES = 150;

    /** but of those that were, every other one will be before long. */
    private static final double WRITTEN_VERSION_SAVES_BYTES = 1_000;

    private static final Coding[] CODINGS = Coding.values();
    private static final double NS_PER_SECOND = 1e9;

    private final Classifier classifier;
    private final DoubleSupplier linkBytesPerSecond;
    private final double cores;
    private final CodingCosts costs;
    private final DeliveryPlan plan;

    /** By class, the pages that wait for the window's block. */
    private final int[] windowPages;

    /** What the codings of the frame's pages took so far. */
    private long codedNs;

    private double linkNsPerByte;
    private int lastClass;
    private int looks;
    private int untilPlan;
    private boolean lastRound;
    private int tryEvery = FIRST_TRY_EVERY;
    private int untilTry = FIRST_TRY_EVERY;
    private int tryNext;
    private int unlikelyTries;

    AdaptiveSelector(
            Classifier classifier,
            DoubleSupplier linkBytesPerSecond,
            double cores,
            boolean withWindow) {
        this.classifier = classifier;
        this.linkBytesPerSecond = linkBytesPerSecond;
        this.cores = cores;
        costs = new CodingCosts(classifier);
        windowPages = new int[classifier.classes()];
        plan = new DeliveryPlan(costs, withWindow);
    }

    @Override
    public Coding select(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        double rate = linkBytesPerSecond.getAsDouble();
        if (rate == Double.POSITIVE_INFINITY) {
            return Coding.RAW;
        }
        boolean plans = --untilPlan <= 0;
        if (plan.isRaw() && looks >= FIRST_LOOKS && !plans) {
            return Coding.RAW;
        }
        looks = Math.min(looks + 1, FIRST_LOOKS);
        int pageClass = classifier.classOf(page, pageOffset, versions, versionOffset);
        costs.saw(pageClass);
        if (plans || looks < FIRST_LOOKS) {
            linkNsPerByte = NS_PER_SECOND / rate;
            plan.solve(linkNsPerByte, cores);
            untilPlan = PLAN_PAGES;
        }
        Coding coding = choose(pageClass, versionOffset != NO_VERSION);
        if (coding == Coding.WINDOW) {
            windowPages[pageClass]++;
        } else {
            costs.forgetWindow(pageClass);
            lastClass = pageClass;
        }
        return coding;
    }

    @Override
    public void encoded(Coding coding, int pages, int bytes, long durationNs) {
        codedNs += durationNs;
        if (coding == Coding.WINDOW) {
            costs.learnWindow(windowPages, bytes, durationNs);
            Arrays.fill(windowPages, 0);
        } else {
            costs.learn(lastClass, coding, bytes, durationNs);
        }
    }

    @Override
    public void filled(int pages, long durationNs) {
        costs.learnBase(pages, durationNs - codedNs);
        codedNs = 0;
    }

    @Override
    public void beginLastRound() {
        lastRound = true;
    }

    @Override
    public boolean keepsVersions(boolean writtenAgain) {
        if (lastRound) {
            return false; // nothing is sent behind it
        }
        double savesBytes = writtenAgain ? WRITTEN_VERSION_SAVES_BYTES : VERSION_SAVES_BYTES;
        return !plan.isRaw() && linkNsPerByte * savesBytes > VERSION_NS;
    }

    @Override
    public boolean mentionsCopies() {
        return !plan.isRaw();
    }

    private Coding choose(int pageClass, boolean hasVersion) {
        if (lastRound) {
            return plan.soonest(pageClass, linkNsPerByte, cores);
        }
        if (--untilTry <= 0 && !plan.isRaw()) {
            tryEvery = Math.min(TRY_EVERY, tryEvery + 1);
            untilTry = tryEvery;
            Coding other = another(hasVersion);
            if (isPromising(pageClass, other) || ++unlikelyTries % UNLIKELY_EVERY == 0) {
                return other;
            }
        }
        Coding planned = plan.next(pageClass);
        return planned.needsVersion() && !hasVersion ? Coding.RAW : planned;
    }

    private boolean isPromising(int pageClass, Coding other) {
        double rawNs = Page.SIZE_BYTES * linkNsPerByte;
        return costs.costNs(pageClass, other) < HOPELESS * cores * rawNs
                && costs.bytes(pageClass, other)
                        < PROMISING * costs.bytes(pageClass, plan.next(pageClass));
    }

    /** The next coding in turn that shows what it does on a page alone. */
    private Coding another(boolean hasVersion) {
        do {
            tryNext = (tryNext + 1) % CODINGS.length;
        } while (CODINGS[tryNext] == Coding.RAW
                || CODINGS[tryNext] == Coding.WINDOW
                || CODINGS[tryNext].needsVersion() && !hasVersion);
        return CODINGS[tryNext];
    }
}
