package org.pagurus.engine.page;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.delta.XbzrleCodec;
import org.pagurus.codec.lz4.Lz4Codec;
import org.pagurus.codec.prefix.PrefixCodec;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.sparse.SparseCodec;
import org.pagurus.codec.wkdm.WkdmCodec;
import org.pagurus.codec.zstd.ZstdCodec;

/** The codecs of one stream's source that work page by page. One thread. */
final class Encoders implements AutoCloseable {
    private final SparseCodec sparse = new SparseCodec();
    private final WkdmCodec wkdm = new WkdmCodec();
    private final Lz4Codec lz4 = new Lz4Codec();
    private final ZstdCodec zstdFast = new ZstdCodec(-5);
    private final ZstdCodec zstd1 = new ZstdCodec(1);
    private final ZstdCodec zstd3 = new ZstdCodec(3);
    private final XbzrleCodec xbzrle = new XbzrleCodec();
    private final PrefixCodec prefix = new PrefixCodec();

    /**
     * Encodes a page.
     *
     * @return as {@link org.pagurus.codec.PageCodec#encode}
     */
    int encode(
            Coding coding,
            MemorySegment page,
            MemorySegment versions,
            long version,
            MemorySegment out,
            long offset) {
        return switch (coding) {
            case SPARSE -> sparse.encode(page, 0, out, offset);
            case WKDM -> wkdm.encode(page, 0, out, offset);
            case LZ4 -> lz4.encode(page, 0, out, offset);
            case ZSTD_FAST -> zstdFast.encode(page, 0, out, offset);
            case ZSTD_1 -> zstd1.encode(page, 0, out, offset);
            case ZSTD_3 -> zstd3.encode(page, 0, out, offset);
            case XBZRLE -> xbzrle.encode(page, 0, versions, version, out, offset);
            case PREFIX -> prefix.encode(page, 0, versions, version, out, offset);
            case RAW, WINDOW -> throw new IllegalArgumentException(coding.label());
        };
    }

    @Override
    public void close() {
        sparse.close();
        wkdm.close();
        lz4.close();
        zstdFast.close();
        zstd1.close();
        zstd3.close();
        xbzrle.close();
        prefix.close();
    }
}
