package org.pagurus.guest.traced;

import java.io.Closeable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.Page;

/**
 * Reads the changed pages of one interval, one record at a time.
 *
 * <pre>
 *   0                            4
 *   +----------------------------+--------------------+
 *   | page number, little-endian | new content        |
 *   +----------------------------+--------------------+
 *   4 bytes                        4096 bytes
 * </pre>
 *
 * <p>Page numbers ascend. Owned by one thread.
 */
final class RecordReader implements Closeable {
    static final int HEADER_BYTES = 4;
    static final int RECORD_BYTES = HEADER_BYTES + Page.SIZE_BYTES;

    private static final ValueLayout.OfInt PAGE_NUMBER =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ZstdFile file;
    private final long pageCount;
    private final byte[] header = new byte[HEADER_BYTES];
    private long lastPage = -1;

    RecordReader(Path path, long pageCount) throws GuestException {
        this.file = new ZstdFile(path);
        this.pageCount = pageCount;
    }

    /**
     * Reads the next record.
     *
     * @param content receives the page's new content at {@code at}
     * @return its page number, or -1 at the end
     */
    long next(byte[] content, int at) throws GuestException {
        if (!file.read(header, 0, HEADER_BYTES, "page number")) {
            return -1;
        }
        long page = Integer.toUnsignedLong(MemorySegment.ofArray(header).get(PAGE_NUMBER, 0));
        if (page >= pageCount) {
            throw file.error("page number must be below " + pageCount + " but is " + page);
        }
        if (page <= lastPage) {
            throw file.error(
                    "page number must be above the one before, " + lastPage + ", but is " + page);
        }
        if (!file.read(content, at, Page.SIZE_BYTES, "content of page " + page)) {
            throw file.error("content of page " + page + " is missing");
        }
        lastPage = page;
        return page;
    }

    @Override
    public void close() {
        file.close();
    }
}
