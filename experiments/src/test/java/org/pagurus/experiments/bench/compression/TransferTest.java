package org.pagurus.experiments.bench.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.pagurus.codec.CodecId;
import org.pagurus.engine.page.Compression;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

class TransferTest {
    private static final int STREAMS = 2;
    private static final long PAGES = 3 * Page.PER_CHUNK;

    private final BenchImage image =
            BenchImages.synthetic(ContentMix.TYPICAL, Page.offsetBytes(PAGES), 1);

    @Test
    void afterARoundBothMemoriesAreTheSame() throws Exception {
        try (BenchMemories memories = BenchMemories.of(image);
                Transfer transfer = transfer(memories)) {
            PageTally tally = new PageTally(page -> page < Page.PER_CHUNK ? "first" : "other");
            transfer.beginRound(memories.allPages(), tally);
            assertFalse(transfer.memoriesAreSame());
            assertEquals(drain(transfer), transfer.bytes());
            assertTrue(transfer.memoriesAreSame());
            assertEquals(Page.PER_CHUNK, pages(tally, "first"));
            assertEquals(PAGES - Page.PER_CHUNK, pages(tally, "other"));
            long zeroPages =
                    tally.shares().stream()
                            .filter(share -> share.codec() == CodecId.ZERO)
                            .mapToLong(PageShare::pages)
                            .sum();
            assertEquals(memories.zeroPages(), zeroPages);
        }
    }

    @Test
    void aLaterRoundCarriesItsPagesOnly() throws Exception {
        try (BenchMemories memories = BenchMemories.of(image);
                Transfer transfer = transfer(memories)) {
            transfer.beginRound(memories.allPages(), null);
            drain(transfer);
            memories.source().segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(300), -1);
            assertFalse(transfer.memoriesAreSame());
            PageBitmap changed = new PageBitmap(PAGES);
            changed.set(300);
            transfer.beginRound(changed, null);
            assertEquals(drain(transfer), transfer.bytes());
            assertTrue(transfer.bytes() > Page.SIZE_BYTES, transfer.bytes() + " bytes");
            assertTrue(transfer.bytes() < Page.SIZE_BYTES + 100, transfer.bytes() + " bytes");
            assertTrue(transfer.memoriesAreSame());
        }
    }

    private static Transfer transfer(BenchMemories memories) {
        return new Transfer(
                memories.source(), memories.clearedDestination(), STREAMS, Compression.NONE);
    }

    private static long pages(PageTally tally, String pageClass) {
        return tally.shares().stream()
                .filter(share -> share.pageClass().equals(pageClass))
                .mapToLong(PageShare::pages)
                .sum();
    }

    private static long drain(Transfer transfer) {
        long bytes = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            for (FrameCost frame = transfer.next(stream);
                    frame != null;
                    frame = transfer.next(stream)) {
                bytes += frame.bytes();
            }
        }
        return bytes;
    }
}
