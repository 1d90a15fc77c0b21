package org.pagurus.codec;

import org.pagurus.codec.raw.RawCodec;
import org.pagurus.codec.zero.ZeroCodec;

/** The codecs that this version knows. */
public final class Codecs {
    private final PageCodec raw = new RawCodec();
    private final PageCodec zero = new ZeroCodec();

    public PageCodec of(CodecId id) {
        return switch (id) {
            case RAW -> raw;
            case ZERO -> zero;
        };
    }
}
