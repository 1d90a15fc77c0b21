package org.pagurus.experiments.report.compression;

import java.util.Locale;
import org.pagurus.codec.CodecId;

/** Names of codecs for people. */
final class Codecs {
    private Codecs() {}

    static String label(CodecId codec) {
        return codec == CodecId.DUPLICATE ? "dup" : codec.name().toLowerCase(Locale.ROOT);
    }
}
