package org.pagurus.codec.select;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.CodecId;

/** What a source can do with a page that is not zero: a codec, and how hard it tries. */
public enum Coding {
    RAW("raw", CodecId.RAW),
    SPARSE("sparse", CodecId.SPARSE),
    WKDM("wkdm", CodecId.WKDM),
    LZ4("lz4", CodecId.LZ4),
    ZSTD_FAST("zstd-fast", CodecId.ZSTD),
    ZSTD_1("zstd-1", CodecId.ZSTD),
    ZSTD_3("zstd-3", CodecId.ZSTD),
    /** In the stream's one long zstd frame. */
    WINDOW("window", CodecId.WINDOW),
    /** The difference from the version sent last, as runs. */
    XBZRLE("xbzrle", CodecId.XBZRLE),
    /** zstd with the version sent last as prefix. */
    PREFIX("prefix", CodecId.PREFIX);

    private final String label;
    private final CodecId codec;

    Coding(String label, CodecId codec) {
        this.label = label;
        this.codec = codec;
    }

    /** For people: options, tables, reports. */
    public String label() {
        return label;
    }

    public CodecId codec() {
        return codec;
    }

    /** Whether only a page whose version sent last is at hand can be coded so. */
    public boolean needsVersion() {
        return this == XBZRLE || this == PREFIX;
    }

    /** The coding of that label, or null. */
    public static @Nullable Coding ofLabel(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst().orElse(null);
    }

    /** All labels, for a message. */
    public static String labels() {
        return Arrays.stream(values()).map(Coding::label).collect(Collectors.joining(", "));
    }
}
