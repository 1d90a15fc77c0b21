package org.pagurus.protocol;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.pagurus.memory.Page;

/**
 * The frame that carries pages on a page stream. Numbers are big-endian.
 *
 * <pre>
 *   0        4    5    6        8            12      14      16           20
 *   +--------+----+----+--------+------------+-------+-------+------------+-------+--------+-------
 *   | length |type| 0  | stream |   round    | pages | table |  checksum  | table | bodies | block
 *   +--------+----+----+--------+------------+-------+-------+------------+-------+--------+-------
 *
 *   in the table, for each page:  | number (varint) | codec (u8) | length (varint) |
 * </pre>
 *
 * <ul>
 *   <li>{@code length}: bytes behind this field.
 *   <li>{@code table}: bytes of the table. Header and table are the frame's head: it comes first,
 *       so that all can be checked, and the place of each body is known, before a body is read.
 *   <li>{@code number}: the page number less (the number of the page before + 1); the first less 0.
 *       Numbers ascend.
 *   <li>{@code length} of a page: left out where the codec's length is fixed.
 *   <li>{@code bodies}: the encoded pages, in the table's order, nothing between them. So raw pages
 *       that follow one another lie in the frame as they do in memory, and can be received right
 *       there.
 *   <li>{@code block}: the pages of codec {@link org.pagurus.codec.CodecId#WINDOW}, encoded
 *       together; there if and only if there are such pages.
 *   <li>{@code checksum}: CRC32C over bytes 4 to 15, then for each page its number (u64) and the
 *       CRC32C of its 4096 bytes (u32) <em>as they lie in memory</em>: it catches what the link
 *       damages and what a codec does alike, and costs one pass over the page, which the memory
 *       digest needs anyway.
 * </ul>
 */
public final class PageFrame {
    /** Pages: at least one. */
    public static final int TYPE_PAGES = 1;

    /** No more pages of this round on this stream; no pages. */
    public static final int TYPE_ROUND_END = 2;

    /** No more pages at all on this stream; no pages. Frames behind it are refused. */
    public static final int TYPE_LAST_ROUND_END = 3;

    public static final int LENGTH_BYTES = 4;
    public static final int HEADER_BYTES = 20;

    /**
     * A frame of raw pages has 256 KiB, the size at which a loopback or 10 Gbit/s link is fastest.
     */
    public static final int MAX_PAGES = 64;

    /** A page's part of the table: number, codec and a length of less than a page. */
    static final int MAX_ENTRY_BYTES = Varint.MAX_BYTES + 1 + 2;

    static final int MAX_TABLE_BYTES = MAX_PAGES * MAX_ENTRY_BYTES;

    /** The longest head: header and table. */
    public static final int MAX_HEAD_BYTES = HEADER_BYTES + MAX_TABLE_BYTES;

    /** How much longer than its pages a block may be: zstd's own headers. */
    public static final int MAX_BLOCK_OVERHEAD_BYTES = 2 << 10;

    /** A whole frame is never larger. */
    public static final int MAX_BYTES =
            MAX_HEAD_BYTES + MAX_PAGES * Page.SIZE_BYTES + MAX_BLOCK_OVERHEAD_BYTES;

    static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    static final int TYPE_OFFSET = 4;
    static final int RESERVED_OFFSET = 5;
    static final int STREAM_OFFSET = 6;
    static final int ROUND_OFFSET = 8;
    static final int PAGES_OFFSET = 12;
    static final int TABLE_OFFSET = 14;
    static final int CHECKSUM_OFFSET = 16;

    private PageFrame() {}
}
