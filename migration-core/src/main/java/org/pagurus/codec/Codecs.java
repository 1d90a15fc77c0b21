package org.pagurus.codec;

import java.util.EnumMap;
import java.util.Map;
import org.pagurus.codec.delta.XbzrleCodec;
import org.pagurus.codec.lz4.Lz4Codec;
import org.pagurus.codec.prefix.PrefixCodec;
import org.pagurus.codec.raw.RawCodec;
import org.pagurus.codec.sparse.SparseCodec;
import org.pagurus.codec.wkdm.WkdmCodec;
import org.pagurus.codec.zero.ZeroCodec;
import org.pagurus.codec.zstd.ZstdCodec;

/**
 * A codec for each number on the wire that stands for one page alone, made when it is needed first:
 * some take native memory, and most migrations need few of them. One thread.
 */
public final class Codecs implements AutoCloseable {
    private final Map<CodecId, PageCodec> pages = new EnumMap<>(CodecId.class);
    private final Map<CodecId, DeltaCodec> deltas = new EnumMap<>(CodecId.class);

    /**
     * @throws IllegalArgumentException for one that needs more than its own bytes
     */
    public PageCodec ofPage(CodecId id) {
        PageCodec codec = pages.get(id);
        if (codec == null) {
            codec = newPageCodec(id);
            pages.put(id, codec);
        }
        return codec;
    }

    /**
     * @throws IllegalArgumentException for one that is not coded against the version sent last
     */
    public DeltaCodec ofDelta(CodecId id) {
        DeltaCodec codec = deltas.get(id);
        if (codec == null) {
            codec = newDeltaCodec(id);
            deltas.put(id, codec);
        }
        return codec;
    }

    private static PageCodec newPageCodec(CodecId id) {
        return switch (id) {
            case RAW -> new RawCodec();
            case ZERO -> new ZeroCodec();
            case SPARSE -> new SparseCodec();
            case WKDM -> new WkdmCodec();
            case LZ4 -> new Lz4Codec();
            case ZSTD -> new ZstdCodec(1);
            case XBZRLE, PREFIX, WINDOW, DUPLICATE, UNCHANGED ->
                    throw new IllegalArgumentException(id + " is not a page codec");
        };
    }

    private static DeltaCodec newDeltaCodec(CodecId id) {
        return switch (id) {
            case XBZRLE -> new XbzrleCodec();
            case PREFIX -> new PrefixCodec();
            default -> throw new IllegalArgumentException(id + " is not a delta codec");
        };
    }

    @Override
    public void close() {
        pages.values().forEach(PageCodec::close);
        deltas.values().forEach(DeltaCodec::close);
    }
}
