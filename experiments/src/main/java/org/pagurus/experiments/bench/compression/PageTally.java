package org.pagurus.experiments.bench.compression;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.pagurus.codec.CodecId;
import org.pagurus.protocol.PageFrameHead;

/** Counts pages by class and codec. */
final class PageTally {
    private final LongFunction<String> classOf;
    private final Map<String, Map<CodecId, long[]>> counts = new TreeMap<>();

    PageTally(LongFunction<String> classOf) {
        this.classOf = classOf;
    }

    void add(PageFrameHead head) {
        for (int i = 0; i < head.pages(); i++) {
            long[] count =
                    counts.computeIfAbsent(
                                    classOf.apply(head.number(i)),
                                    name -> new EnumMap<>(CodecId.class))
                            .computeIfAbsent(head.codec(i), codec -> new long[2]);
            count[0]++;
            count[1] += head.bodyBytes(i);
        }
    }

    /** By class, then codec. */
    List<PageShare> shares() {
        List<PageShare> shares = new ArrayList<>();
        counts.forEach(
                (pageClass, codecs) ->
                        codecs.forEach(
                                (codec, count) ->
                                        shares.add(
                                                new PageShare(
                                                        pageClass, codec, count[0], count[1]))));
        return shares;
    }
}
