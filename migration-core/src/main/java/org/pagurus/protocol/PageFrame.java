package org.pagurus.protocol;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.pagurus.codec.PageCodec;

/**
 * The frame that carries pages on a page stream. Numbers are big-endian.
 *
 * <pre>
 *   0        4    5    6        8            12      14      16           20
 *   +--------+----+----+--------+------------+-------+-------+------------+---------------
 *   | length |type| 0  | stream |   round    | pages |   0   |  checksum  | page records
 *   +--------+----+----+--------+------------+-------+-------+------------+---------------
 *
 *   page record:  | number (varint) | codec (u8) | length (varint) | bytes |
 * </pre>
 *
 * <ul>
 *   <li>{@code length}: bytes behind this field.
 *   <li>{@code number}: the page number less (the number of the record before + 1); the first less
 *       0. Records ascend.
 *   <li>{@code length} of a record: left out where the codec's length is fixed.
 *   <li>{@code checksum}: CRC32C over bytes 4 to 15, then for each page its number (u64) and the
 *       CRC32C of its 4096 bytes (u32) <em>as they lie in memory</em>: it catches what the link
 *       damages and what a codec does alike, and costs one pass over the page, which the memory
 *       digest needs anyway.
 * </ul>
 */
public final class PageFrame {
    /** Pages: at least one record. */
    public static final int TYPE_PAGES = 1;

    /** No more pages of this round on this stream; no records. */
    public static final int TYPE_ROUND_END = 2;

    /** No more pages at all on this stream; no records. Frames behind it are refused. */
    public static final int TYPE_LAST_ROUND_END = 3;

    public static final int HEADER_BYTES = 20;
    public static final int LENGTH_BYTES = 4;
    public static final int MAX_PAGES = 62;

    /** The largest page record. */
    static final int MAX_RECORD_BYTES = Varint.MAX_BYTES + 1 + 2 + PageCodec.MAX_ENCODED_BYTES;

    /**
     * A whole frame is never larger: 256 KiB, the size at which a loopback or 10 Gbit/s link is
     * fastest.
     */
    public static final int MAX_BYTES = 256 << 10;

    static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    static final int TYPE_OFFSET = 4;
    static final int RESERVED_OFFSET = 5;
    static final int STREAM_OFFSET = 6;
    static final int ROUND_OFFSET = 8;
    static final int PAGES_OFFSET = 12;
    static final int RESERVED2_OFFSET = 14;
    static final int CHECKSUM_OFFSET = 16;

    private PageFrame() {}
}
