package org.pagurus.codec.window;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.zstd.ZstdFrame;
import org.pagurus.memory.Page;

/**
 * What travels: all blocks of a run of pages, none of them the frame's last.
 *
 * <pre>
 * run    block...                                  holds the run's pages and nothing else
 * block  last = 0, type, size (3 bytes) | body
 * </pre>
 *
 * <p>The frame's header does not travel and the frame never ends.
 */
final class WindowFormat {
    static final int MIN_WINDOW_LOG = ZstdFrame.MIN_WINDOW_LOG;
    static final int MAX_WINDOW_LOG = 27;
    static final int MAX_RUN_PAGES = 64;
    static final int MAX_RUN_BYTES = MAX_RUN_PAGES * Page.SIZE_BYTES;

    private WindowFormat() {}

    /**
     * What the encoding of pages takes at most: the pages as they are, and a header for every KiB,
     * since no encoder makes smaller blocks unless it gains by them.
     */
    static int maxEncodedBytes(int pagesBytes) {
        return pagesBytes + (pagesBytes >> ZstdFrame.MIN_WINDOW_LOG) * ZstdFrame.BLOCK_HEADER_BYTES;
    }

    static void checkWindowLog(int windowLog) {
        if (windowLog < MIN_WINDOW_LOG || windowLog > MAX_WINDOW_LOG) {
            throw new IllegalArgumentException(
                    "the window must have 2^10 to 2^27 bytes, not 2^" + windowLog);
        }
    }

    static void checkRun(int pagesBytes) {
        if (pagesBytes <= 0 || pagesBytes > MAX_RUN_BYTES || pagesBytes % Page.SIZE_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a run must have 1 to 64 whole pages, not " + pagesBytes + " bytes");
        }
    }

    /**
     * Checks that bytes which came are whole blocks and do not end the frame: behind its end a
     * stranger could start another, with a window of any size.
     */
    static void checkBlocks(MemorySegment blocks, long offset, int length)
            throws MalformedInputException {
        int at = 0;
        while (at < length) {
            if (length - at < ZstdFrame.BLOCK_HEADER_BYTES) {
                throw new MalformedInputException(
                        at, "a block header has 3 bytes but only " + (length - at) + " are left");
            }
            int header = ZstdFrame.blockHeader(blocks, offset + at);
            if (ZstdFrame.isLast(header)) {
                throw new MalformedInputException(at, "the frame must not end");
            }
            int type = ZstdFrame.type(header);
            if (type == ZstdFrame.RESERVED) {
                throw new MalformedInputException(at, "a block's type must be 0, 1 or 2 but is 3");
            }
            int bodyBytes = type == ZstdFrame.RLE ? 1 : ZstdFrame.sizeBytes(header);
            at += ZstdFrame.BLOCK_HEADER_BYTES;
            if (bodyBytes > length - at) {
                throw new MalformedInputException(
                        at,
                        "a block has %d bytes but only %d are left"
                                .formatted(bodyBytes, length - at));
            }
            at += bodyBytes;
        }
    }
}
