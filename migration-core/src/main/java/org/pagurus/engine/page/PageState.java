package org.pagurus.engine.page;

import org.pagurus.codec.CodecId;

/** How a page of a guest that migrates stands, for whoever watches. */
public enum PageState {
    /** Not sent yet, or sent and not arrived. */
    PENDING(1),
    /** Sent as it is or compressed by itself. */
    SENT(2),
    /** Sent as a page of zeros. */
    ZERO(3),
    /** Sent against the version sent before. */
    DELTA(4),
    /** Written again since it was sent. */
    DIRTY(5);

    /** How many there are. */
    public static final int COUNT = values().length;

    private final int number;

    PageState(int number) {
        this.number = number;
    }

    /** The number in a {@link PageSummary}; zero is none. */
    public int number() {
        return number;
    }

    static PageState of(CodecId codec) {
        return switch (codec) {
            case ZERO -> ZERO;
            case XBZRLE, PREFIX, UNCHANGED -> DELTA;
            case RAW, SPARSE, WKDM, LZ4, ZSTD, WINDOW, DUPLICATE -> SENT;
        };
    }
}
