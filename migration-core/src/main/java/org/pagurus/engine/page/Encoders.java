package org.pagurus.engine.page;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import org.pagurus.codec.DeltaCodec;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.delta.XbzrleCodec;
import org.pagurus.codec.lz4.Lz4Codec;
import org.pagurus.codec.prefix.PrefixCodec;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.sparse.SparseCodec;
import org.pagurus.codec.wkdm.WkdmCodec;
import org.pagurus.codec.zstd.ZstdCodec;

/**
 * The codecs of one stream's source that work page by page, made when they are needed first. One
 * thread.
 */
final class Encoders implements AutoCloseable {
    private final Map<Coding, PageCodec> pages = new EnumMap<>(Coding.class);
    private final Map<Coding, DeltaCodec> deltas = new EnumMap<>(Coding.class);

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
        return coding.needsVersion()
                ? deltaCodec(coding).encode(page, 0, versions, version, out, offset)
                : pageCodec(coding).encode(page, 0, out, offset);
    }

    private PageCodec pageCodec(Coding coding) {
        PageCodec codec = pages.get(coding);
        if (codec == null) {
            codec =
                    switch (coding) {
                        case SPARSE -> new SparseCodec();
                        case WKDM -> new WkdmCodec();
                        case LZ4 -> new Lz4Codec();
                        case ZSTD_FAST -> new ZstdCodec(-5);
                        case ZSTD_1 -> new ZstdCodec(1);
                        case ZSTD_3 -> new ZstdCodec(3);
                        case RAW, WINDOW, XBZRLE, PREFIX ->
                                throw new IllegalArgumentException(coding.label());
                    };
            pages.put(coding, codec);
        }
        return codec;
    }

    private DeltaCodec deltaCodec(Coding coding) {
        DeltaCodec codec = deltas.get(coding);
        if (codec == null) {
            codec =
                    switch (coding) {
                        case XBZRLE -> new XbzrleCodec();
                        case PREFIX -> new PrefixCodec();
                        default -> throw new IllegalArgumentException(coding.label());
                    };
            deltas.put(coding, codec);
        }
        return codec;
    }

    @Override
    public void close() {
        pages.values().forEach(PageCodec::close);
        deltas.values().forEach(DeltaCodec::close);
    }
}
