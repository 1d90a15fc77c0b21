package org.pagurus.experiments.bench.compression;

import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/** An image in the memory of a source, and a destination as large. */
final class BenchMemories implements AutoCloseable {
    private final BenchImage image;
    private final GuestMemory source;
    private final GuestMemory destination;

    private BenchMemories(BenchImage image, GuestMemory source, GuestMemory destination) {
        this.image = image;
        this.source = source;
        this.destination = destination;
    }

    static BenchMemories of(BenchImage image) throws BenchException {
        long bytes = Page.offsetBytes(image.pageCount());
        BenchMemories memories =
                new BenchMemories(image, GuestMemory.allocate(bytes), GuestMemory.allocate(bytes));
        try {
            image.load(memories.source);
            return memories;
        } catch (BenchException | RuntimeException e) {
            memories.close();
            throw e;
        }
    }

    BenchImage image() {
        return image;
    }

    GuestMemory source() {
        return source;
    }

    /** Set aside, as {@code --preallocate} does: its pages have room and are zero. */
    GuestMemory clearedDestination() {
        destination.segment().fill((byte) 0);
        return destination;
    }

    GuestMemory destination() {
        return destination;
    }

    PageBitmap allPages() {
        PageBitmap all = new PageBitmap(source.pageCount());
        all.setAll();
        return all;
    }

    long zeroPages() {
        long zero = 0;
        for (long page = 0; page < source.pageCount(); page++) {
            zero += source.isZeroPage(page) ? 1 : 0;
        }
        return zero;
    }

    /** Makes the source hold the image again after its intervals. */
    void reload() throws BenchException {
        if (image.intervalCount() > 0) {
            source.segment().fill((byte) 0);
            image.load(source);
        }
    }

    @Override
    public void close() {
        source.close();
        destination.close();
    }
}
