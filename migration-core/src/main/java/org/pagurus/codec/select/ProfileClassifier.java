package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.profile.DeltaClass;
import org.pagurus.codec.profile.PageClass;
import org.pagurus.codec.profile.PageProfiler;

/**
 * Classes by what a page is and how far it is from the version sent last. Where it is close, what
 * the page is says nothing more. One thread.
 */
final class ProfileClassifier implements Classifier {
    private static final PageClass[] PAGE_CLASSES = PageClass.values();
    private static final int NUDGED = PAGE_CLASSES.length;
    private static final int TOUCHED = NUDGED + 1;
    private static final int FAR = TOUCHED + 1;
    private static final DeltaClass[] FAR_GRADES = {
        DeltaClass.REWRITTEN, DeltaClass.MOVED, DeltaClass.REPLACED
    };

    /** What a page is like of which only the distance is known. */
    private static final PageClass TYPICAL = PageClass.PROSE;

    private final PageProfiler profiler = new PageProfiler();

    @Override
    public int classes() {
        return FAR + FAR_GRADES.length * PAGE_CLASSES.length;
    }

    @Override
    public int classOf(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        if (versionOffset == PageSelector.NO_VERSION) {
            profiler.profile(page, pageOffset);
            return PageClass.of(profiler).ordinal();
        }
        profiler.profile(page, pageOffset, versions, versionOffset);
        return switch (DeltaClass.of(profiler)) {
            case UNKNOWN -> PageClass.of(profiler).ordinal();
            case UNCHANGED, NUDGED -> NUDGED;
            case TOUCHED -> TOUCHED;
            case REWRITTEN -> far(0);
            case MOVED -> far(1);
            case REPLACED -> far(2);
        };
    }

    @Override
    public double expectedBytes(int pageClass, Coding coding) {
        return coding.needsVersion()
                ? CodingPriors.deltaBytes(delta(pageClass), coding)
                : CodingPriors.bytes(page(pageClass), coding);
    }

    @Override
    public double expectedNs(int pageClass, Coding coding) {
        return CodingPriors.costNs(page(pageClass), coding);
    }

    @Override
    public boolean hasVersion(int pageClass) {
        return pageClass >= NUDGED;
    }

    private int far(int grade) {
        return FAR + grade * PAGE_CLASSES.length + PageClass.of(profiler).ordinal();
    }

    private static DeltaClass delta(int pageClass) {
        if (pageClass < NUDGED) {
            return DeltaClass.UNKNOWN;
        }
        if (pageClass < FAR) {
            return pageClass == NUDGED ? DeltaClass.NUDGED : DeltaClass.TOUCHED;
        }
        return FAR_GRADES[(pageClass - FAR) / PAGE_CLASSES.length];
    }

    private static PageClass page(int pageClass) {
        if (pageClass < NUDGED) {
            return PAGE_CLASSES[pageClass];
        }
        return pageClass < FAR ? TYPICAL : PAGE_CLASSES[(pageClass - FAR) % PAGE_CLASSES.length];
    }
}
