package org.pagurus.engine.page;

import java.util.function.LongSupplier;
import org.pagurus.codec.select.Coding;

/**
 * Tells what encoding takes, in nanoseconds of one core: measured on this machine, or, where time
 * is virtual, taken from a table of what was measured.
 */
public interface EncodingTime {
    /** Nobody learns from it. */
    EncodingTime NONE = measured(() -> 0);

    /** Something begins: the others are told so. */
    long startNs();

    /**
     * What these pages took since then.
     *
     * @param pages how many were encoded so; those of one {@linkplain Coding#WINDOW window} block
     *     together
     * @param bytes of their bodies; full pages where they were not made smaller
     */
    long codedNs(long startNs, Coding coding, int pages, int bytes);

    /**
     * What all pages of a frame took since then: their copies, checksums and choices and their
     * codings.
     */
    long filledNs(long startNs, int pages);

    /** By a clock. */
    static EncodingTime measured(LongSupplier clock) {
        return new EncodingTime() {
            @Override
            public long startNs() {
                return clock.getAsLong();
            }

            @Override
            public long codedNs(long startNs, Coding coding, int pages, int bytes) {
                return clock.getAsLong() - startNs;
            }

            @Override
            public long filledNs(long startNs, int pages) {
                return clock.getAsLong() - startNs;
            }
        };
    }
}
