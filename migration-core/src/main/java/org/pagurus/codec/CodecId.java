package org.pagurus.codec;

import org.jspecify.annotations.Nullable;

/** The number by which a codec is known on the wire. Zero is invalid. */
public enum CodecId {
    /** The page as it is: 4096 bytes. */
    RAW(1),
    /** All bytes zero: no bytes at all. */
    ZERO(2),
    /** Few words that are not zero: offsets and values. */
    SPARSE(3),
    /** Words that resemble recent words (Wilson and Kaplan). */
    WKDM(4),
    /** An LZ4 block. */
    LZ4(5),
    /** A zstd frame, whatever the level. */
    ZSTD(6),
    /** The difference from the version sent last, as runs of bytes (QEMU). */
    XBZRLE(7),
    /** A zstd frame with the version sent last as its prefix. */
    PREFIX(8),
    /** Part of the stream's one long zstd frame, which remembers what was sent before. */
    WINDOW(9),
    /** The content of another page that the destination holds. */
    DUPLICATE(10),
    /** The content sent last. */
    UNCHANGED(11);

    private static final CodecId[] IDS = values();

    private final int wire;

    CodecId(int wire) {
        this.wire = wire;
    }

    public int wire() {
        return wire;
    }

    /** The codec of that number, or null. */
    public static @Nullable CodecId ofWire(int wire) {
        return wire >= 1 && wire <= IDS.length ? IDS[wire - 1] : null;
    }
}
