package org.pagurus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pagurus.codec.CodecId;

/**
 * How many pages went by which codec.
 *
 * @param byCodec in the order of their numbers; codecs by which no page went are left out
 */
public record CodecCounts(List<CodecCount> byCodec) {
    public static final CodecCounts NONE = new CodecCounts(List.of());

    public CodecCounts {
        byCodec = List.copyOf(byCodec);
    }

    public CodecCounts plus(CodecCounts other) {
        Map<CodecId, CodecCount> sums = new TreeMap<>();
        List<CodecCount> all = new ArrayList<>(byCodec);
        all.addAll(other.byCodec);
        for (CodecCount count : all) {
            sums.merge(
                    count.codec(),
                    count,
                    (a, b) ->
                            new CodecCount(
                                    a.codec(), a.pages() + b.pages(), a.bytes() + b.bytes()));
        }
        return new CodecCounts(List.copyOf(sums.values()));
    }

    public long pages() {
        return byCodec.stream().mapToLong(CodecCount::pages).sum();
    }

    /** Of all bodies. */
    public long bytes() {
        return byCodec.stream().mapToLong(CodecCount::bytes).sum();
    }

    /** What all bodies are shorter than their pages. */
    public long savedBytes() {
        return byCodec.stream().mapToLong(CodecCount::savedBytes).sum();
    }
}
