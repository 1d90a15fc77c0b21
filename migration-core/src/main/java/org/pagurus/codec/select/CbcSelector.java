package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.profile.PageClass;
import org.pagurus.codec.profile.PageFeatures;
import org.pagurus.codec.profile.PageProfiler;

/**
 * The three classes of characteristic-based compression (Jin et al., CLUSTER 2009): pages mostly of
 * zeros go as offsets and values, pages of similar words through WKdm, all others through a
 * dictionary coder. The paper's thresholds were not published; this one is where WKdm takes about
 * half a page. One thread.
 */
final class CbcSelector implements PageSelector {
    /** Four in five words match one of 16 recent ones. */
    private static final int SIMILAR_WORDS = PageFeatures.SAMPLED_WORDS * 4 / 5;

    private final PageProfiler profiler = new PageProfiler();

    @Override
    public Coding select(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        profiler.profile(page, pageOffset);
        if (PageClass.isSparse(profiler)) {
            return Coding.SPARSE;
        }
        return profiler.similarWords() >= SIMILAR_WORDS ? Coding.WKDM : Coding.LZ4;
    }
}
