package org.pagurus.experiments.fidelity.calibration;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.PageContents;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * Memory with pages of all kinds: zeros, those of synthetic guests, and those of an image, if there
 * is one.
 */
final class CalibrationMemory implements AutoCloseable {
    private static final long ZERO_PAGES = 512;
    private static final long MIX_PAGES = 5_120;
    private static final int CHANGED_WORDS = 4;
    private static final List<ContentMix> MIXES =
            List.of(ContentMix.TYPICAL, ContentMix.parse("zero=20,sparse=10,text=10,array=60"));

    private final GuestMemory memory;
    private final List<PageContents> contents;
    private final SplittableRandom random = new SplittableRandom(1);
    private long stamp;

    /**
     * @param image of whole pages, which may be none
     */
    CalibrationMemory(MemorySegment image) {
        contents = MIXES.stream().map(mix -> new PageContents(mix, 1)).toList();
        long mixesEnd = ZERO_PAGES + contents.size() * MIX_PAGES;
        memory = GuestMemory.allocate(Page.offsetBytes(mixesEnd) + image.byteSize());
        for (long page = ZERO_PAGES; page < mixesEnd; page++) {
            contentsOf(page).fill(memory.segment(), page);
        }
        memory.segment().asSlice(Page.offsetBytes(mixesEnd)).copyFrom(image);
    }

    GuestMemory memory() {
        return memory;
    }

    /** Writes to each page that is not among the zeros, as a guest does. */
    void change() {
        long mixesEnd = ZERO_PAGES + contents.size() * MIX_PAGES;
        stamp++;
        for (long page = ZERO_PAGES; page < memory.pageCount(); page++) {
            if (page < mixesEnd) {
                contentsOf(page).change(memory.segment(), page, stamp);
            } else {
                changeWords(page);
            }
        }
    }

    private void changeWords(long page) {
        for (int i = 0; i < CHANGED_WORDS; i++) {
            long word = random.nextLong(Page.SIZE_BYTES / Long.BYTES);
            memory.segment()
                    .set(
                            ValueLayout.JAVA_LONG,
                            Page.offsetBytes(page) + word * Long.BYTES,
                            random.nextLong());
        }
    }

    private PageContents contentsOf(long page) {
        return contents.get((int) ((page - ZERO_PAGES) / MIX_PAGES));
    }

    @Override
    public void close() {
        memory.close();
    }
}
