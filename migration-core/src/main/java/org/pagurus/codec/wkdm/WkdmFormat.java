package org.pagurus.codec.wkdm;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.pagurus.memory.Page;

/**
 * The encoded page. All numbers are little-endian; of the fields in 32 bits the first lies lowest.
 *
 * <pre>
 *   offset  bytes
 *      0      4    how many words are ZERO
 *      4      4                       PARTIAL
 *      8      4                       MISS
 *     12      4                       EXACT
 *     16    256    for each word its tag: 2 bits, 16 in 32 bits
 *    272     ..    for each MISS the word: 32 bits
 *     ..     ..    for each PARTIAL or EXACT its position in the dictionary: 4 bits, 8 in 32 bits
 *     ..     ..    for each PARTIAL its low bits: 10 bits, 3 in 32 bits, whose upper 2 are zero
 * </pre>
 *
 * <p>Positions and low bits end in 32 bits that are filled up with zeros. A page of zeros takes 272
 * bytes; one whose words all are MISS would take 4368, so it is sent raw.
 */
final class WkdmFormat {
    /** The tags. */
    static final int ZERO = 0;

    static final int PARTIAL = 1;
    static final int MISS = 2;
    static final int EXACT = 3;

    static final int TAGS = 4;
    static final int TAG_BITS = 2;

    static final int WORDS = Page.SIZE_BYTES / Integer.BYTES;

    /** What each entry of the dictionary is before the first word. */
    static final int FIRST_ENTRY = 1;

    static final int ENTRIES = 16;
    static final int POSITION_BITS = 4;
    static final int POSITION_MASK = (1 << POSITION_BITS) - 1;
    static final int POSITIONS_PER_INT = 8;

    /** The bits in which a PARTIAL word may differ from the dictionary's. */
    static final int LOW_BITS = 10;

    static final int LOW_MASK = (1 << LOW_BITS) - 1;
    static final int LOWS_PER_INT = 3;

    static final int TAGS_OFFSET = TAGS * Integer.BYTES;
    static final int BODY_OFFSET = TAGS_OFFSET + WORDS * TAG_BITS / Byte.SIZE;

    static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int SLOT_MASK = 255;
    private static final byte[] SLOTS = slots();

    private WkdmFormat() {}

    /** Where in the dictionary {@code word} may be: its bits 10 to 17 through a table. */
    static int slot(int word) {
        return SLOTS[word >>> LOW_BITS & SLOT_MASK];
    }

    static int encodedBytes(int misses, int positions, int lows) {
        return BODY_OFFSET
                + Integer.BYTES
                        * (misses
                                + Math.ceilDiv(positions, POSITIONS_PER_INT)
                                + Math.ceilDiv(lows, LOWS_PER_INT));
    }

    /**
     * Deals the 256 values over the slots, neighbours and values 16 apart to different ones. Of the
     * tables that were tried on a real guest's memory, this and some shuffled ones gave the fewest
     * bytes; taking 4 of the bits as they are gave up to 2.4 % more.
     */
    private static byte[] slots() {
        byte[] slots = new byte[SLOT_MASK + 1];
        for (int bits = 0; bits < slots.length; bits++) {
            slots[bits] = (byte) (bits * 37 >>> 4 & POSITION_MASK);
        }
        return slots;
    }
}
