package org.pagurus.codec.sparse;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/**
 * A page as those of its 512 little-endian 64-bit words that are not zero, in ascending order. A
 * word is a token byte, which says how many zero words come before it and how long its value is,
 * and the value:
 *
 * <pre>
 *  bit 7     3 2      0
 *     +-------+--------+  +-------------------------------------------------------+
 *     | gap   | length |  | value: length + 1 bytes, least significant byte first |
 *     | 0..30 | 0..7   |  | sign-extended to 64 bits                              |
 *     +-------+--------+  +-------------------------------------------------------+
 *     | 31    | units  |  no value; 31 (units + 1) zero words more, and another token
 *     +-------+--------+
 * </pre>
 *
 * <p>A page whose word 0 is 128 and whose word 9 is 0xffffffff818800ff, an address of the kernel:
 *
 * <pre>
 *     01 80 00          gap 0, 2 bytes: 128 in one byte would be -128
 *     43 ff 00 88 81    gap 8, 4 bytes
 * </pre>
 *
 * <p>The zero words behind the last word are not written, so a page of zeros takes no bytes. A page
 * has one encoding, and the decoder takes no other: a value is as short as it can be, and where a
 * gap takes several skips, all but the last are of 248 words. How many words are too many is the
 * encoder's affair: the decoder takes any number.
 */
public final class SparseCodec implements PageCodec {
    /**
     * Pages with more words than this, an eighth of all, are left to others. On a real guest's
     * memory LZ4 takes the same bytes as this codec for pages of 30 to 60 words (zstd 1 for pages
     * of about 16), and the more words, the more it saves: a quarter at 120. A page full of words
     * is refused after so few of them.
     */
    static final int MAX_WORDS = 64;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfLong WORD =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int WORDS_PER_PAGE = Page.SIZE_BYTES / Long.BYTES;
    private static final int LENGTH_BITS = 3;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    /** In the place of a gap, and the words in its unit. */
    private static final int SKIP = 31;

    private static final int MAX_SKIP_UNITS = LENGTH_MASK + 1;

    @Override
    public CodecId id() {
        return CodecId.SPARSE;
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        long at = outOffset;
        int words = 0;
        int next = 0;
        int word = nextNonZero(page, pageOffset, 0);
        while (word < WORDS_PER_PAGE) {
            if (++words > MAX_WORDS) {
                return NOT_SMALLER;
            }
            long value = page.get(WORD, pageOffset + (long) word * Long.BYTES);
            int length = lengthBytes(value);
            at = writeGap(out, at, word - next, length);
            // All 8 bytes, for a store is cheaper than a loop. There is room: 64 words take at most
            // 9 bytes each, and the gaps of a page at most 16 skips.
            out.set(WORD, at, value);
            at += length;
            next = word + 1;
            word = nextNonZero(page, pageOffset, next);
        }
        return (int) (at - outOffset);
    }

    /** The first word from {@code from} on that is not zero, or {@link #WORDS_PER_PAGE}. */
    private static int nextNonZero(MemorySegment page, long pageOffset, int from) {
        for (int word = from; word < WORDS_PER_PAGE; word++) {
            if (page.get(WORD, pageOffset + (long) word * Long.BYTES) != 0) {
                return word;
            }
        }
        return WORDS_PER_PAGE;
    }

    private static long writeGap(MemorySegment out, long offset, int gap, int length) {
        long at = offset;
        int rest = gap;
        while (rest >= SKIP) {
            int units = Math.min(rest / SKIP, MAX_SKIP_UNITS);
            out.set(BYTE, at++, token(SKIP, units));
            rest -= units * SKIP;
        }
        out.set(BYTE, at++, token(rest, length));
        return at;
    }

    private static byte token(int gap, int count) {
        return (byte) (gap << LENGTH_BITS | count - 1);
    }

    /** The fewest bytes, 1 to 8, that are {@code value} when sign-extended. */
    private static int lengthBytes(long value) {
        // One bit more than the highest that differs from the sign, rounded up to bytes.
        return (Long.SIZE + 8 - Long.numberOfLeadingZeros(value ^ value >> 63)) >>> 3;
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        page.asSlice(pageOffset, Page.SIZE_BYTES).fill((byte) 0);
        int word = 0;
        for (int at = 0; at < length; ) {
            int token = Byte.toUnsignedInt(in.get(BYTE, inOffset + at));
            int count = (token & LENGTH_MASK) + 1;
            boolean full = true;
            while (token >>> LENGTH_BITS == SKIP) {
                if (!full) {
                    throw new MalformedInputException(
                            at, "a skip must not follow one of less than 248 words");
                }
                full = count == MAX_SKIP_UNITS;
                word += count * SKIP;
                checkWord(at, word);
                if (++at == length) {
                    throw new MalformedInputException(
                            at, "a value must follow a skip but nothing does");
                }
                token = Byte.toUnsignedInt(in.get(BYTE, inOffset + at));
                count = (token & LENGTH_MASK) + 1;
            }
            word += token >>> LENGTH_BITS;
            checkWord(at, word);
            at++;
            if (count > length - at) {
                throw new MalformedInputException(
                        at, "a value of " + count + " bytes has only " + (length - at));
            }
            long value = value(in, inOffset + at, count);
            if (value == 0 || lengthBytes(value) != count) {
                throw new MalformedInputException(
                        at, "a value of " + count + " bytes must need them but is " + value);
            }
            page.set(WORD, pageOffset + (long) word * Long.BYTES, value);
            word++;
            at += count;
        }
    }

    private static void checkWord(int at, int word) throws MalformedInputException {
        if (word >= WORDS_PER_PAGE) {
            throw new MalformedInputException(
                    at, "the last word of a page is " + (WORDS_PER_PAGE - 1) + ", not " + word);
        }
    }

    private static long value(MemorySegment in, long offset, int length) {
        // The last byte brings the sign.
        long value = in.get(BYTE, offset + length - 1);
        for (int i = length - 2; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(in.get(BYTE, offset + i));
        }
        return value;
    }
}
