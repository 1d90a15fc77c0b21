package org.pagurus.report;

import static java.util.Objects.requireNonNull;

import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;

/**
 * What went by one codec.
 *
 * @param pages how many pages
 * @param bytes of their bodies; those of {@link CodecId#WINDOW} are the blocks'. Frame headers and
 *     tables are left out
 */
public record CodecCount(CodecId codec, long pages, long bytes) {
    public CodecCount {
        requireNonNull(codec, "codec");
    }

    /**
     * What the bodies are shorter than the pages; less than 0 where blocks came out longer than
     * their pages.
     */
    public long savedBytes() {
        return Page.offsetBytes(pages) - bytes;
    }
}
