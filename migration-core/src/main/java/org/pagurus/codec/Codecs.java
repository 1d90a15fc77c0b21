package org.pagurus.codec;

import org.jspecify.annotations.Nullable;
import org.pagurus.codec.raw.RawCodec;
import org.pagurus.codec.zero.ZeroCodec;

/** The page codecs that this version knows; each thread has its own. */
public final class Codecs {
    private final PageCodec raw = new RawCodec();
    private final PageCodec zero = new ZeroCodec();

    /** The codec of that number, or null. */
    public @Nullable PageCodec of(CodecId id) {
        return switch (id) {
            case RAW -> raw;
            case ZERO -> zero;
            default -> null;
        };
    }
}
