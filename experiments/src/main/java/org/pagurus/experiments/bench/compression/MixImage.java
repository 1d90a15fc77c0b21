package org.pagurus.experiments.bench.compression;

import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.PageContents;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/** Pages as a synthetic guest has them. */
final class MixImage implements BenchImage {
    private final ContentMix mix;
    private final long sizeBytes;
    private final PageContents contents;

    MixImage(ContentMix mix, long sizeBytes, long seed) {
        this.mix = mix;
        this.sizeBytes = sizeBytes;
        contents = new PageContents(mix, seed);
    }

    @Override
    public String name() {
        return mix.format();
    }

    @Override
    public long pageCount() {
        return Page.count(sizeBytes);
    }

    @Override
    public void load(GuestMemory memory) {
        for (long page = 0; page < memory.pageCount(); page++) {
            contents.fill(memory.segment(), page);
        }
    }

    @Override
    public String classOf(GuestMemory memory, long page) {
        return contents.classOf(page).label();
    }
}
