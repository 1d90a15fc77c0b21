package org.pagurus.codec;

import java.util.List;
import org.pagurus.codec.delta.XbzrleCodec;
import org.pagurus.codec.lz4.Lz4Codec;
import org.pagurus.codec.prefix.PrefixCodec;
import org.pagurus.codec.raw.RawCodec;
import org.pagurus.codec.sparse.SparseCodec;
import org.pagurus.codec.wkdm.WkdmCodec;
import org.pagurus.codec.zero.ZeroCodec;
import org.pagurus.codec.zstd.ZstdCodec;

/** A codec for each number on the wire that stands for one page alone. One thread. */
public final class Codecs implements AutoCloseable {
    private final PageCodec raw = new RawCodec();
    private final PageCodec zero = new ZeroCodec();
    private final PageCodec sparse = new SparseCodec();
    private final PageCodec wkdm = new WkdmCodec();
    private final PageCodec lz4 = new Lz4Codec();
    private final PageCodec zstd = new ZstdCodec(1);
    private final DeltaCodec xbzrle = new XbzrleCodec();
    private final DeltaCodec prefix = new PrefixCodec();

    /**
     * @throws IllegalArgumentException for one that needs more than its own bytes
     */
    public PageCodec ofPage(CodecId id) {
        return switch (id) {
            case RAW -> raw;
            case ZERO -> zero;
            case SPARSE -> sparse;
            case WKDM -> wkdm;
            case LZ4 -> lz4;
            case ZSTD -> zstd;
            case XBZRLE, PREFIX, WINDOW, DUPLICATE, UNCHANGED ->
                    throw new IllegalArgumentException(id + " is not a page codec");
        };
    }

    /**
     * @throws IllegalArgumentException for one that is not coded against the version sent last
     */
    public DeltaCodec ofDelta(CodecId id) {
        return switch (id) {
            case XBZRLE -> xbzrle;
            case PREFIX -> prefix;
            default -> throw new IllegalArgumentException(id + " is not a delta codec");
        };
    }

    @Override
    public void close() {
        List.of(raw, zero, sparse, wkdm, lz4, zstd).forEach(PageCodec::close);
        xbzrle.close();
        prefix.close();
    }
}
