package org.pagurus.experiments.bench.compression;

import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;

/** What a page takes in a {@linkplain PageFrame frame} of pages that are coded one by one. */
final class WireSize {
    /** The page number and the codec. */
    private static final int ENTRY_BYTES = 2;

    private static final int ONE_BYTE_VARINTS = 128;

    private WireSize() {}

    /** A page with a body of a length that its codec leaves open. */
    static int ofBody(int bodyBytes) {
        return ENTRY_BYTES + (bodyBytes < ONE_BYTE_VARINTS ? 1 : 2) + bodyBytes;
    }

    /** What a codec answered: its bytes, or the page in full where they would not be fewer. */
    static int ofEncoded(int encodedBytes) {
        return encodedBytes == PageCodec.NOT_SMALLER ? ofRaw() : ofBody(encodedBytes);
    }

    static int ofRaw() {
        return ENTRY_BYTES + Page.SIZE_BYTES;
    }

    /** A page without a body: it is zero, or what was sent last. */
    static int ofMention() {
        return ENTRY_BYTES;
    }

    /** The headers of full frames of so many pages. */
    static long ofHeaders(long pages) {
        return Math.ceilDiv(pages, PageFrame.MAX_PAGES) * PageFrame.HEADER_BYTES;
    }
}
