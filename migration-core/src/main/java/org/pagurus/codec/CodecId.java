package org.pagurus.codec;

import org.jspecify.annotations.Nullable;
import org.pagurus.memory.Page;

/** The number by which a codec is known on the wire. Zero is invalid. */
public enum CodecId {
    /** The page as it is: 4096 bytes. */
    RAW(1, Page.SIZE_BYTES),
    /** All bytes zero: no bytes at all. */
    ZERO(2, 0),
    /** Few words that are not zero: offsets and values. */
    SPARSE(3, CodecId.VARIABLE),
    /** Words that resemble recent words (Wilson and Kaplan). */
    WKDM(4, CodecId.VARIABLE),
    /** An LZ4 block. */
    LZ4(5, CodecId.VARIABLE),
    /** A zstd frame, whatever the level. */
    ZSTD(6, CodecId.VARIABLE),
    /** The difference from the version sent last, as runs of bytes (QEMU). */
    XBZRLE(7, CodecId.VARIABLE),
    /** A zstd frame with the version sent last as its prefix. */
    PREFIX(8, CodecId.VARIABLE),
    /** Part of the stream's one long zstd frame, which remembers what was sent before. */
    WINDOW(9, 0),
    /** The content of another page that the destination holds. */
    DUPLICATE(10, CodecId.VARIABLE),
    /** The content sent last. */
    UNCHANGED(11, 0);

    /** What {@link #bodyBytes()} answers where the length differs from page to page. */
    public static final int VARIABLE = -1;

    private static final CodecId[] IDS = values();

    private final int wire;
    private final int bodyBytes;

    CodecId(int wire, int bodyBytes) {
        this.wire = wire;
        this.bodyBytes = bodyBytes;
    }

    /**
     * The length of every page's body, or {@link #VARIABLE}. A fixed length is not written into the
     * frame.
     */
    public int bodyBytes() {
        return bodyBytes;
    }

    public int wire() {
        return wire;
    }

    /** The codec of that number, or null. */
    public static @Nullable CodecId ofWire(int wire) {
        return wire >= 1 && wire <= IDS.length ? IDS[wire - 1] : null;
    }
}
