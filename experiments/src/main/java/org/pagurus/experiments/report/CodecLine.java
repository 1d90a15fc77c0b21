package org.pagurus.experiments.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pagurus.codec.CodecId;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;

/** One line on how many of the pages, and of their bytes, went by which codec. */
final class CodecLine {
    private CodecLine() {}

    /** The line, without its end, the codec of the most pages first. */
    static String of(CodecCounts codecs) {
        return codecs.byCodec().stream()
                .sorted(Comparator.comparingLong(CodecCount::pages).reversed())
                .map(
                        count ->
                                label(count.codec())
                                        + " "
                                        + Units.percent(count.pages(), codecs.pages())
                                        + " and "
                                        + Units.percent(count.bytes(), codecs.bytes()))
                .collect(Collectors.joining(", ", "codecs, of pages and of bytes: ", ""));
    }

    /** As reports name a codec. */
    static String label(CodecId codec) {
        return codec.name().toLowerCase(Locale.ROOT);
    }
}
