package org.pagurus.experiments.bench.compression;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.codec.DeltaCodec;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.select.Coding;
import org.pagurus.engine.page.Compression;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/**
 * Tries every codec on every page and takes the best, which nobody can who has not tried. Its
 * choices work on a page alone or, in intervals, on a page and its version before.
 */
final class Oracle {
    private static final List<Coding> PAGE_CODINGS =
            List.of(
                    Coding.SPARSE,
                    Coding.WKDM,
                    Coding.LZ4,
                    Coding.ZSTD_FAST,
                    Coding.ZSTD_1,
                    Coding.ZSTD_3);
    private static final List<Coding> DELTA_CODINGS = List.of(Coding.XBZRLE, Coding.PREFIX);

    /** Of a larger image every second, third, ... page is tried. */
    private static final int MAX_TRIED_PAGES = 1 << 20;

    private final BenchMemories memories;
    private final int threads;
    private final List<Long> intervalPages = new ArrayList<>();

    Oracle(BenchMemories memories, int threads) {
        this.memories = memories;
        this.threads = threads;
    }

    OracleResult measure() throws BenchException {
        PageBitmap tried = triedPages();
        long nonZeroPages = memories.source().pageCount() - memories.zeroPages();
        double scale = tried.isEmpty() ? 0 : (double) nonZeroPages / tried.cardinality();
        CostTable table = tryAll(tried);
        double otherNs = encodeNsOfRawPages();
        double otherBytes =
                WireSize.ofHeaders(memories.source().pageCount())
                        + (double) memories.zeroPages() * WireSize.ofMention();
        List<Delivery> bounds =
                LinkRate.ALL.stream()
                        .map(
                                rate ->
                                        new Delivery(
                                                rate,
                                                Math.round(
                                                        table.boundNs(
                                                                rate,
                                                                threads,
                                                                scale,
                                                                otherNs,
                                                                otherBytes))))
                        .toList();
        long leastBytes = Math.round(scale * table.leastBytes() + otherBytes);
        return new OracleResult(leastBytes, bounds, leastIntervalBytes());
    }

    /** How many pages each interval changes; known once measured. */
    List<Long> intervalPages() {
        return intervalPages;
    }

    private PageBitmap triedPages() {
        GuestMemory source = memories.source();
        PageBitmap tried = new PageBitmap(source.pageCount());
        long stride = Math.ceilDiv(source.pageCount(), MAX_TRIED_PAGES);
        for (long page = 0; page < source.pageCount(); page += stride) {
            if (!source.isZeroPage(page)) {
                tried.set(page);
            }
        }
        return tried;
    }

    private CostTable tryAll(PageBitmap pages) {
        int count = (int) pages.cardinality();
        CostTable table = new CostTable(PAGE_CODINGS.size() + 1, count);
        for (int i = 0; i < count; i++) {
            table.set(PAGE_CODINGS.size(), i, WireSize.ofRaw(), 0);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(PageCodec.MAX_ENCODED_BYTES, 64);
            for (int choice = 0; choice < PAGE_CODINGS.size(); choice++) {
                try (PageCodec codec = PageCodings.ofPage(PAGE_CODINGS.get(choice))) {
                    tryOne(codec, pages, out, table, choice);
                }
            }
        }
        return table;
    }

    private void tryOne(
            PageCodec codec, PageBitmap pages, MemorySegment out, CostTable table, int choice) {
        MemorySegment source = memories.source().segment();
        int i = 0;
        for (long page = pages.next(0); page >= 0; page = pages.next(page + 1)) {
            long startNs = System.nanoTime();
            int bytes = codec.encode(source, Page.offsetBytes(page), out, 0);
            table.set(choice, i++, WireSize.ofEncoded(bytes), System.nanoTime() - startNs);
        }
    }

    /** What the source does whatever the codec: looking for zero pages, copies, checksums. */
    private long encodeNsOfRawPages() {
        long encodeNs = 0;
        try (Transfer transfer =
                new Transfer(
                        memories.source(), memories.clearedDestination(), 1, Compression.NONE)) {
            transfer.beginRound(memories.allPages(), null);
            for (FrameCost frame = transfer.next(0); frame != null; frame = transfer.next(0)) {
                encodeNs += frame.encodeNs();
            }
        }
        return encodeNs;
    }

    /** The destination has the image as it was before each interval, by the transfer before. */
    private List<Long> leastIntervalBytes() throws BenchException {
        BenchImage image = memories.image();
        List<Long> leastBytes = new ArrayList<>();
        try (Choices choices = new Choices()) {
            for (int i = 0; i < image.intervalCount(); i++) {
                PageBitmap changed = new PageBitmap(image.pageCount());
                image.applyInterval(i, memories.source(), changed);
                long bytes = WireSize.ofHeaders(changed.cardinality());
                for (long page = changed.next(0); page >= 0; page = changed.next(page + 1)) {
                    bytes += choices.leastBytes(page);
                }
                intervalPages.add(changed.cardinality());
                leastBytes.add(bytes);
            }
        }
        memories.reload();
        return leastBytes;
    }

    /** All codecs at once. */
    private final class Choices implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment out = arena.allocate(PageCodec.MAX_ENCODED_BYTES, 64);
        private final List<PageCodec> codecs =
                PAGE_CODINGS.stream().map(PageCodings::ofPage).toList();
        private final List<DeltaCodec> deltas =
                DELTA_CODINGS.stream().map(PageCodings::ofDelta).toList();

        /** Of the source's page; the destination has it as well afterwards. */
        long leastBytes(long page) {
            MemorySegment source = memories.source().segment();
            MemorySegment destination = memories.destination().segment();
            long at = Page.offsetBytes(page);
            long end = at + Page.SIZE_BYTES;
            if (memories.source().isZeroPage(page)
                    || MemorySegment.mismatch(source, at, end, destination, at, end) < 0) {
                MemorySegment.copy(source, at, destination, at, Page.SIZE_BYTES);
                return WireSize.ofMention();
            }
            int least = WireSize.ofRaw();
            for (PageCodec codec : codecs) {
                int bytes = codec.encode(source, at, out, 0);
                least = Math.min(least, WireSize.ofEncoded(bytes));
            }
            for (DeltaCodec delta : deltas) {
                int bytes = delta.encode(source, at, destination, at, out, 0);
                least = Math.min(least, WireSize.ofEncoded(bytes));
            }
            MemorySegment.copy(source, at, destination, at, Page.SIZE_BYTES);
            return least;
        }

        @Override
        public void close() {
            codecs.forEach(PageCodec::close);
            deltas.forEach(DeltaCodec::close);
            arena.close();
        }
    }
}
