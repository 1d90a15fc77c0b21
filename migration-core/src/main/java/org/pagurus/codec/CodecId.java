package org.pagurus.codec;

import org.jspecify.annotations.Nullable;

/** The number by which a codec is known on the wire. Zero is invalid. */
public enum CodecId {
    /** The page as it is: 4096 bytes. */
    RAW(1),
    /** All bytes zero: no bytes at all. */
    ZERO(2);

    private final int wire;

    CodecId(int wire) {
        this.wire = wire;
    }

    public int wire() {
        return wire;
    }

    /** The codec of that number, or null. */
    public static @Nullable CodecId ofWire(int wire) {
        return switch (wire) {
            case 1 -> RAW;
            case 2 -> ZERO;
            default -> null;
        };
    }
}
