package org.pagurus.simulator.cost;

import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;

/**
 * What a page of some content takes, in the mean.
 *
 * @param codecs by which it goes; the shares add up to 1, each codec is there once
 * @param sourceNs CPU time to read and encode it
 * @param destinationNs CPU time to decode and store it
 */
public record PageCost(List<CodecShare> codecs, double sourceNs, double destinationNs) {
    /** Of a frame's table: the number's difference from the one before, and the codec. */
    private static final int ENTRY_BYTES = 2;

    private static final int LENGTH_BYTES = 2;

    /** Of both processes together 2 us a page, two thirds of it at the source. */
    private static final double RAW_SOURCE_NS = 1300;

    private static final double RAW_DESTINATION_NS = 700;
    private static final double ROUNDING = 1e-9;

    public PageCost {
        codecs = List.copyOf(codecs);
        double sum = codecs.stream().mapToDouble(CodecShare::share).sum();
        if (!(Math.abs(sum - 1) <= ROUNDING)) {
            throw new IllegalArgumentException(
                    "codecs: expected shares that add up to 1 but found " + sum);
        }
        if (codecs.stream().map(CodecShare::codec).distinct().count() < codecs.size()) {
            throw new IllegalArgumentException(
                    "codecs: expected each codec once but found " + codecs);
        }
        requireNotNegative(sourceNs, "sourceNs");
        requireNotNegative(destinationNs, "destinationNs");
    }

    /** A page that goes as it is, with the time that docs/performance.md has for it. */
    public static PageCost raw() {
        return raw(RAW_SOURCE_NS, RAW_DESTINATION_NS);
    }

    /** A page that goes as it is. */
    public static PageCost raw(double sourceNs, double destinationNs) {
        return new PageCost(
                List.of(new CodecShare(CodecId.RAW, 1, Page.SIZE_BYTES)), sourceNs, destinationNs);
    }

    /** What it takes on the wire: its body, and its part of the frame's head. */
    public double wireBytes() {
        double bytes = ENTRY_BYTES + (double) PageFrame.HEADER_BYTES / PageFrame.MAX_PAGES;
        for (CodecShare codec : codecs) {
            boolean variable = codec.codec().bodyBytes() == CodecId.VARIABLE;
            bytes += codec.share() * (codec.bodyBytes() + (variable ? LENGTH_BYTES : 0));
        }
        return bytes;
    }

    static void requireNotNegative(double value, String field) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(field + ": expected 0 or more but found " + value);
        }
    }
}
