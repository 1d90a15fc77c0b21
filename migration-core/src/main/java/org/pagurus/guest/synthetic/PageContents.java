package org.pagurus.guest.synthetic;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.Page;

/**
 * The contents of a synthetic guest's pages. Each page has a class, drawn from the mix by the seed
 * and the page's number, and keeps it; the same seed always gives the same contents. Owned by one
 * thread.
 *
 * <p>What a write does: a zero page gets one word or loses it; a sparse page has two of its words
 * counted up; a text page gets one new line of 80 bytes; a heap page has eight words moved a
 * little; a random page is replaced; an array's page has four records counted up. The content is
 * another one after every write.
 */
public final class PageContents {
    private final ContentMix mix;
    private final long seed;
    private final Map<ContentClass, PageContent> contents = new EnumMap<>(ContentClass.class);
    private final SplitMix64 random = new SplitMix64(0);

    public PageContents(ContentMix mix, long seed) {
        this.mix = mix;
        this.seed = seed;
        contents.put(ContentClass.ZERO, new ZeroContent());
        contents.put(ContentClass.SPARSE, new SparseContent());
        contents.put(ContentClass.TEXT, new TextContent());
        contents.put(ContentClass.HEAP, new HeapContent());
        contents.put(ContentClass.RANDOM, new RandomContent());
        contents.put(ContentClass.ARRAY, new ArrayContent());
    }

    public ContentClass classOf(long page) {
        random.restore(SplitMix64.seed(seed, page));
        return mix.classAt((int) random.nextLong(100));
    }

    /** Writes the first content of a page over zeros. */
    public void fill(MemorySegment memory, long page) {
        // classOf leaves the generator where this page's content begins.
        contentOf(page).fill(memory, Page.offsetBytes(page), random);
    }

    /**
     * Writes to a page; its content is another one afterwards.
     *
     * @param stamp the number of this write, more than 0; no two writes to a page may have the same
     */
    public void change(MemorySegment memory, long page, long stamp) {
        PageContent content = contentOf(page);
        random.restore(SplitMix64.seed(random.state(), stamp));
        content.change(memory, Page.offsetBytes(page), random, stamp);
    }

    private PageContent contentOf(long page) {
        return Objects.requireNonNull(contents.get(classOf(page)));
    }
}
