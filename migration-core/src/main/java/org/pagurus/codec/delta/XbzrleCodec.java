package org.pagurus.codec.delta;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.DeltaCodec;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/**
 * A page as its difference from a reference, in QEMU's XBZRLE format ({@code docs/xbzrle.txt}):
 * pairs of runs that together go through the page.
 *
 * <pre>
 *     +---------------+-------------+-----------+
 *     | unchanged run | changed run | new bytes |  as often as there are changed runs
 *     | ULEB128       | ULEB128     |           |
 *     +---------------+-------------+-----------+
 * </pre>
 *
 * <p>The first number counts the bytes that are the same in the page and in the reference (QEMU: a
 * zero run), the second those that differ, and those follow. Every changed run ends at the first
 * byte that is the same. Behind the last changed run nothing is written, so a page without a change
 * takes no bytes. A run has at most 4096 bytes, so a number takes one byte or two:
 *
 * <pre>
 *     e9 07  0f  01 02 .. 0f     1001 bytes unchanged, 15 changed
 *     03     01  67              3 unchanged, 1 changed
 *     01     01  69              1 unchanged, 1 changed, and the rest is unchanged
 * </pre>
 */
public final class XbzrleCodec implements DeltaCodec {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    /** Little-endian, so that the first byte in memory is the lowest. */
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LAST_LONG = Page.SIZE_BYTES - Long.BYTES;

    /** The lowest bit of each byte, and the highest. */
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final int NUMBER_BITS = 7;
    private static final int MAX_ONE_BYTE_NUMBER = (1 << NUMBER_BITS) - 1;

    @Override
    public CodecId id() {
        return CodecId.XBZRLE;
    }

    @Override
    public int encode(
            MemorySegment page,
            long pageOffset,
            MemorySegment reference,
            long referenceOffset,
            MemorySegment out,
            long outOffset) {
        int encoded = 0;
        int end = 0;
        int start = nextChanged(page, pageOffset, reference, referenceOffset, 0);
        while (start < Page.SIZE_BYTES) {
            int unchanged = start - end;
            // The byte at start has changed; one that has not is at end.
            end = nextUnchanged(page, pageOffset, reference, referenceOffset, start + 1);
            int changed = end - start;
            int numberBytes = numberBytes(unchanged) + numberBytes(changed);
            if (encoded + numberBytes + changed >= Page.SIZE_BYTES) {
                return PageCodec.NOT_SMALLER;
            }
            writeNumber(out, outOffset + encoded, unchanged);
            writeNumber(out, outOffset + encoded + numberBytes(unchanged), changed);
            encoded += numberBytes;
            MemorySegment.copy(page, pageOffset + start, out, outOffset + encoded, changed);
            encoded += changed;
            start = nextChanged(page, pageOffset, reference, referenceOffset, end + 1);
        }
        return encoded;
    }

    /** The first byte from {@code from} on that differs, or the page's end. */
    private static int nextChanged(
            MemorySegment page,
            long pageOffset,
            MemorySegment reference,
            long referenceOffset,
            int from) {
        int at = from;
        for (; at <= LAST_LONG; at += Long.BYTES) {
            long difference =
                    page.get(LONG, pageOffset + at) ^ reference.get(LONG, referenceOffset + at);
            if (difference != 0) {
                return at + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
        }
        for (; at < Page.SIZE_BYTES; at++) {
            if (page.get(BYTE, pageOffset + at) != reference.get(BYTE, referenceOffset + at)) {
                return at;
            }
        }
        return Page.SIZE_BYTES;
    }

    /** The first byte from {@code from} on that is the same, or the page's end. */
    private static int nextUnchanged(
            MemorySegment page,
            long pageOffset,
            MemorySegment reference,
            long referenceOffset,
            int from) {
        int at = from;
        for (; at <= LAST_LONG; at += Long.BYTES) {
            long difference =
                    page.get(LONG, pageOffset + at) ^ reference.get(LONG, referenceOffset + at);
            // Taking 1 from each byte sets the high bit of a zero byte. The borrow can spoil bytes
            // above a zero byte, so the lowest mark is right.
            long zeroBytes = difference - LOW_BITS & ~difference & HIGH_BITS;
            if (zeroBytes != 0) {
                return at + (Long.numberOfTrailingZeros(zeroBytes) >>> 3);
            }
        }
        for (; at < Page.SIZE_BYTES; at++) {
            if (page.get(BYTE, pageOffset + at) == reference.get(BYTE, referenceOffset + at)) {
                return at;
            }
        }
        return Page.SIZE_BYTES;
    }

    private static int numberBytes(int number) {
        return number <= MAX_ONE_BYTE_NUMBER ? 1 : 2;
    }

    private static void writeNumber(MemorySegment out, long offset, int number) {
        if (number <= MAX_ONE_BYTE_NUMBER) {
            out.set(BYTE, offset, (byte) number);
        } else {
            out.set(BYTE, offset, (byte) (number | 1 << NUMBER_BITS));
            out.set(BYTE, offset + 1, (byte) (number >>> NUMBER_BITS));
        }
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        int done = 0;
        for (int at = 0; at < length; ) {
            int unchanged = readNumber(in, inOffset, at, length);
            if (unchanged == 0 && at > 0) {
                throw new MalformedInputException(
                        at, "only the first unchanged run may have no bytes");
            }
            int runLeft = Page.SIZE_BYTES - done;
            if (unchanged >= runLeft) {
                throw new MalformedInputException(
                        at, "an unchanged run of " + unchanged + " with " + runLeft + " left");
            }
            done += unchanged;
            at += numberBytes(unchanged);
            int changed = readNumber(in, inOffset, at, length);
            if (changed == 0) {
                throw new MalformedInputException(
                        at, "a changed run must have a byte but has none");
            }
            if (changed > Page.SIZE_BYTES - done) {
                throw new MalformedInputException(
                        at,
                        "a changed run of "
                                + changed
                                + " with "
                                + (Page.SIZE_BYTES - done)
                                + " left");
            }
            at += numberBytes(changed);
            if (changed > length - at) {
                throw new MalformedInputException(
                        at, "a changed run of " + changed + " has only " + (length - at));
            }
            MemorySegment.copy(in, inOffset + at, page, pageOffset + done, changed);
            done += changed;
            at += changed;
        }
    }

    /** Reads a number of 1 or 2 bytes, as short as it can be. */
    private static int readNumber(MemorySegment in, long inOffset, int at, int length)
            throws MalformedInputException {
        if (at >= length) {
            throw new MalformedInputException(
                    at, "a changed run must follow an unchanged run but nothing does");
        }
        int low = in.get(BYTE, inOffset + at);
        if (low >= 0) {
            return low;
        }
        if (at + 1 >= length) {
            throw new MalformedInputException(at, "the length of a run is cut off");
        }
        int high = in.get(BYTE, inOffset + at + 1);
        if (high <= 0) {
            throw new MalformedInputException(
                    at,
                    "the length of a run must take two bytes at most, and no more than it needs");
        }
        return high << NUMBER_BITS | low & MAX_ONE_BYTE_NUMBER;
    }
}
