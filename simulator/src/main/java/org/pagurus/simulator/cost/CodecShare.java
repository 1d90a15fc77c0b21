package org.pagurus.simulator.cost;

import static java.util.Objects.requireNonNull;

import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;

/**
 * Which share of pages goes by a codec.
 *
 * @param share more than 0 to 1
 * @param bodyBytes what a page's body takes in the mean, 0 to 4096; of {@link CodecId#WINDOW} its
 *     part of the block
 */
public record CodecShare(CodecId codec, double share, double bodyBytes) {
    public CodecShare {
        requireNonNull(codec, "codec");
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share: expected more than 0 and at most 1 but found " + share);
        }
        if (!(bodyBytes >= 0 && bodyBytes <= Page.SIZE_BYTES)) {
            throw new IllegalArgumentException(
                    "bodyBytes: expected 0 to " + Page.SIZE_BYTES + " but found " + bodyBytes);
        }
    }
}
