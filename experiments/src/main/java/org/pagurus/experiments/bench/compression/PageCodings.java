package org.pagurus.experiments.bench.compression;

import org.pagurus.codec.DeltaCodec;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.delta.XbzrleCodec;
import org.pagurus.codec.lz4.Lz4Codec;
import org.pagurus.codec.prefix.PrefixCodec;
import org.pagurus.codec.raw.RawCodec;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.sparse.SparseCodec;
import org.pagurus.codec.wkdm.WkdmCodec;
import org.pagurus.codec.zstd.ZstdCodec;

/** The codecs behind codings, alone, as a source uses them. */
public final class PageCodings {
    private PageCodings() {}

    /**
     * A codec that needs nothing but the page.
     *
     * @throws IllegalArgumentException for a coding that needs more
     */
    public static PageCodec ofPage(Coding coding) {
        return switch (coding) {
            case RAW -> new RawCodec();
            case SPARSE -> new SparseCodec();
            case WKDM -> new WkdmCodec();
            case LZ4 -> new Lz4Codec();
            case ZSTD_FAST -> new ZstdCodec(-5);
            case ZSTD_1 -> new ZstdCodec(1);
            case ZSTD_3 -> new ZstdCodec(3);
            case WINDOW, XBZRLE, PREFIX -> throw new IllegalArgumentException(coding.label());
        };
    }

    /**
     * A codec that needs the version sent last.
     *
     * @throws IllegalArgumentException for a coding that does not
     */
    public static DeltaCodec ofDelta(Coding coding) {
        return switch (coding) {
            case XBZRLE -> new XbzrleCodec();
            case PREFIX -> new PrefixCodec();
            case RAW, SPARSE, WKDM, LZ4, ZSTD_FAST, ZSTD_1, ZSTD_3, WINDOW ->
                    throw new IllegalArgumentException(coding.label());
        };
    }
}
