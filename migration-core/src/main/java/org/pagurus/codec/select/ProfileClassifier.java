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
    private static final int PAGE_CLASSES = PageClass.values().length;
    private static final int NUDGED = PAGE_CLASSES;
    private static final int TOUCHED = NUDGED + 1;
    private static final int FAR = TOUCHED + 1;
    private static final int FAR_GRADES = 3;

    private final PageProfiler profiler = new PageProfiler();

    @Override
    public int classes() {
        return FAR + FAR_GRADES * PAGE_CLASSES;
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

    private int far(int grade) {
        return FAR + grade * PAGE_CLASSES + PageClass.of(profiler).ordinal();
    }
}
