package org.pagurus.engine.page;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageChecksum;

/**
 * The memory digest, kept up to date page by page, so that it costs nothing while the guest is
 * paused.
 *
 * <p>For each page the table holds the CRC32C of the content that was sent or received last; the
 * digest is the sum, over all pages, of a 64-bit mix of page number and checksum. A page that is
 * zero adds nothing, so a fresh memory has digest 0. It finds faults and bugs; against an adversary
 * stands TLS.
 *
 * <p>Owners: the pages of one stream and that stream's sum belong to the stream's thread; {@link
 * #digest()} is called when the streams have handed over at the end of a round.
 */
public final class PageHashes implements AutoCloseable {
    /** Sums of two streams lie this many longs apart, so that they share no cache line. */
    private static final int SUM_STRIDE = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment table;
    private final long pageCount;
    private final long[] sums;

    public PageHashes(long pageCount, int streams) {
        this.pageCount = pageCount;
        table = arena.allocate(pageCount * Integer.BYTES, Long.BYTES);
        sums = new long[streams * SUM_STRIDE];
    }

    /** Records that page {@code page}, which travels on {@code stream}, now has this checksum. */
    public void update(int stream, long page, int checksum) {
        int stored = checksum ^ PageChecksum.ZERO_PAGE;
        int before = table.getAtIndex(ValueLayout.JAVA_INT, page);
        if (before != stored) {
            sums[stream * SUM_STRIDE] += mix(page, stored) - mix(page, before);
            table.setAtIndex(ValueLayout.JAVA_INT, page, stored);
        }
    }

    /** The digest of the memory as the table has it. */
    public long digest() {
        long digest = 0;
        for (int i = 0; i < sums.length; i += SUM_STRIDE) {
            digest += sums[i];
        }
        return digest;
    }

    /** The digest of a paused guest's memory, read afresh. */
    public static long digestOf(GuestMemory memory) {
        PageChecksum checksums = new PageChecksum(memory.segment());
        long digest = 0;
        for (long page = 0; page < memory.pageCount(); page++) {
            digest += mix(page, checksums.of(page) ^ PageChecksum.ZERO_PAGE);
        }
        return digest;
    }

    /** How many pages of a paused guest's memory differ from what the table has. */
    public long countDifferences(GuestMemory memory) {
        PageChecksum checksums = new PageChecksum(memory.segment());
        long differing = 0;
        for (long page = 0; page < pageCount; page++) {
            int stored = checksums.of(page) ^ PageChecksum.ZERO_PAGE;
            if (stored != table.getAtIndex(ValueLayout.JAVA_INT, page)) {
                differing++;
            }
        }
        return differing;
    }

    @Override
    public void close() {
        arena.close();
    }

    /** The finalizer of MurmurHash3 over both numbers; 0 for a zero page. */
    private static long mix(long page, int stored) {
        if (stored == 0) {
            return 0;
        }
        long h =
                (page + 1) * 0x9e37_79b9_7f4a_7c15L
                        ^ Integer.toUnsignedLong(stored) * 0xc2b2_ae3d_27d4_eb4fL;
        h = (h ^ h >>> 33) * 0xff51_afd7_ed55_8ccdL;
        h = (h ^ h >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
        return h ^ h >>> 33;
    }
}
