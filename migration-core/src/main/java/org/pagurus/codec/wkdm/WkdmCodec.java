package org.pagurus.codec.wkdm;

import static org.pagurus.codec.wkdm.WkdmFormat.BODY_OFFSET;
import static org.pagurus.codec.wkdm.WkdmFormat.ENTRIES;
import static org.pagurus.codec.wkdm.WkdmFormat.EXACT;
import static org.pagurus.codec.wkdm.WkdmFormat.FIRST_ENTRY;
import static org.pagurus.codec.wkdm.WkdmFormat.INT;
import static org.pagurus.codec.wkdm.WkdmFormat.LONG;
import static org.pagurus.codec.wkdm.WkdmFormat.LOWS_PER_INT;
import static org.pagurus.codec.wkdm.WkdmFormat.LOW_BITS;
import static org.pagurus.codec.wkdm.WkdmFormat.LOW_MASK;
import static org.pagurus.codec.wkdm.WkdmFormat.MISS;
import static org.pagurus.codec.wkdm.WkdmFormat.PARTIAL;
import static org.pagurus.codec.wkdm.WkdmFormat.POSITIONS_PER_INT;
import static org.pagurus.codec.wkdm.WkdmFormat.POSITION_BITS;
import static org.pagurus.codec.wkdm.WkdmFormat.POSITION_MASK;
import static org.pagurus.codec.wkdm.WkdmFormat.TAGS;
import static org.pagurus.codec.wkdm.WkdmFormat.TAGS_OFFSET;
import static org.pagurus.codec.wkdm.WkdmFormat.TAG_BITS;
import static org.pagurus.codec.wkdm.WkdmFormat.WORDS;
import static org.pagurus.codec.wkdm.WkdmFormat.ZERO;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/**
 * WKdm (Wilson, Kaplan, Smaragdakis: The case for compressed caching in virtual memory systems,
 * USENIX 1999): a page as 1024 words of 32 bits, each told by its likeness to one of 16 recent
 * words.
 *
 * <p>The recent words stand in a dictionary of 16 entries, all 1 at first. A word has one place in
 * it, its {@linkplain WkdmFormat#slot slot}, and is, in this order,
 *
 * <ol>
 *   <li>EXACT, if it is the word in its slot;
 *   <li>ZERO, if it is zero;
 *   <li>PARTIAL, if its upper 22 bits are those of the word in its slot, which it replaces;
 *   <li>MISS otherwise; it replaces the word in its slot.
 * </ol>
 *
 * <p>{@link WkdmFormat} draws what is written. The decoder takes any bytes whose counts, length and
 * padding agree: 4 bits are one of 16 positions, whether or not it is the word's slot.
 */
public final class WkdmCodec implements PageCodec {
    /** As many tags as a long has. */
    private static final int GROUP = Long.SIZE / TAG_BITS;

    /** The low bit of each tag. */
    private static final long TAG_LOW_BITS = 0x5555_5555_5555_5555L;

    /** The page, and its parts before they are packed or after they are unpacked. */
    private final int[] words = new int[WORDS];

    private final int[] missedWords = new int[WORDS];
    private final int[] positions = new int[WORDS];
    private final int[] lows = new int[WORDS + LOWS_PER_INT];
    private final int[] dictionary = new int[ENTRIES];

    /** How many words have each tag. */
    private final int[] counts = new int[TAGS];

    @Override
    public CodecId id() {
        return CodecId.WKDM;
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        MemorySegment.copy(page, INT, pageOffset, words, 0, WORDS);
        Arrays.fill(dictionary, FIRST_ENTRY);
        int misses = 0;
        int known = 0;
        int partials = 0;
        for (int group = 0; group < WORDS; group += GROUP) {
            long tags = 0;
            for (int i = 0; i < GROUP; i++) {
                int word = words[group + i];
                int slot = WkdmFormat.slot(word);
                int recent = dictionary[slot];
                long tag;
                if (word == recent) {
                    tag = EXACT;
                    positions[known++] = slot;
                } else if (word == 0) {
                    tag = ZERO;
                } else if ((word ^ recent) >>> LOW_BITS == 0) {
                    tag = PARTIAL;
                    positions[known++] = slot;
                    lows[partials++] = word & LOW_MASK;
                    dictionary[slot] = word;
                } else {
                    tag = MISS;
                    missedWords[misses++] = word;
                    dictionary[slot] = word;
                }
                tags |= tag << TAG_BITS * i;
            }
            out.set(LONG, outOffset + tagsOffset(group), tags);
        }
        int length = WkdmFormat.encodedBytes(misses, known, partials);
        if (length >= Page.SIZE_BYTES) {
            return NOT_SMALLER;
        }
        counts[ZERO] = WORDS - misses - known;
        counts[PARTIAL] = partials;
        counts[MISS] = misses;
        counts[EXACT] = known - partials;
        MemorySegment.copy(counts, 0, out, INT, outOffset, TAGS);
        long at = outOffset + BODY_OFFSET;
        MemorySegment.copy(missedWords, 0, out, INT, at, misses);
        at = packPositions(known, out, at + (long) misses * Integer.BYTES);
        packLows(partials, out, at);
        return length;
    }

    /** The offset behind the positions. */
    private long packPositions(int count, MemorySegment out, long offset) {
        int padded = Math.ceilDiv(count, POSITIONS_PER_INT) * POSITIONS_PER_INT;
        Arrays.fill(positions, count, padded, 0);
        long at = offset;
        for (int i = 0; i < padded; i += POSITIONS_PER_INT) {
            int packed = 0;
            for (int k = 0; k < POSITIONS_PER_INT; k++) {
                packed |= positions[i + k] << POSITION_BITS * k;
            }
            out.set(INT, at, packed);
            at += Integer.BYTES;
        }
        return at;
    }

    private void packLows(int count, MemorySegment out, long offset) {
        Arrays.fill(lows, count, count + LOWS_PER_INT, 0);
        long at = offset;
        for (int i = 0; i < count; i += LOWS_PER_INT) {
            out.set(INT, at, lows[i] | lows[i + 1] << LOW_BITS | lows[i + 2] << 2 * LOW_BITS);
            at += Integer.BYTES;
        }
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        if (length < BODY_OFFSET || length >= Page.SIZE_BYTES) {
            throw new MalformedInputException(
                    0, "the length must be " + BODY_OFFSET + " to 4095 but is " + length);
        }
        checkCounts(in, inOffset);
        int misses = counts[MISS];
        int partials = counts[PARTIAL];
        int known = partials + counts[EXACT];
        int expected = WkdmFormat.encodedBytes(misses, known, partials);
        if (length != expected) {
            throw new MalformedInputException(
                    Math.min(length, expected),
                    "the tags call for " + expected + " bytes but there are " + length);
        }
        MemorySegment.copy(in, INT, inOffset + BODY_OFFSET, missedWords, 0, misses);
        int at = BODY_OFFSET + misses * Integer.BYTES;
        at = unpackPositions(in, inOffset, at, known);
        unpackLows(in, inOffset, at, partials);
        readWords(in, inOffset);
        MemorySegment.copy(words, 0, page, INT, pageOffset, WORDS);
    }

    /** Counts the tags, and expects the header to have counted the same. */
    private void checkCounts(MemorySegment in, long inOffset) throws MalformedInputException {
        Arrays.fill(counts, 0);
        for (int group = 0; group < WORDS; group += GROUP) {
            long tags = in.get(LONG, inOffset + tagsOffset(group));
            long low = tags & TAG_LOW_BITS;
            long high = tags >>> 1 & TAG_LOW_BITS;
            counts[PARTIAL] += Long.bitCount(low & ~high);
            counts[MISS] += Long.bitCount(high & ~low);
            counts[EXACT] += Long.bitCount(high & low);
        }
        counts[ZERO] = WORDS - counts[PARTIAL] - counts[MISS] - counts[EXACT];
        for (int tag = 0; tag < TAGS; tag++) {
            int offset = tag * Integer.BYTES;
            int count = in.get(INT, inOffset + offset);
            if (count != counts[tag]) {
                throw new MalformedInputException(
                        offset, "tag " + tag + " comes " + counts[tag] + " times, not " + count);
            }
        }
    }

    /** The offset behind the positions. */
    private int unpackPositions(MemorySegment in, long inOffset, int offset, int count)
            throws MalformedInputException {
        int at = offset;
        for (int i = 0; i < count; i += POSITIONS_PER_INT) {
            int packed = in.get(INT, inOffset + at);
            for (int k = 0; k < POSITIONS_PER_INT; k++) {
                positions[i + k] = packed >>> POSITION_BITS * k & POSITION_MASK;
            }
            int left = count - i;
            if (left < POSITIONS_PER_INT && packed >>> POSITION_BITS * left != 0) {
                throw new MalformedInputException(
                        at, "what follows the last position must be zero");
            }
            at += Integer.BYTES;
        }
        return at;
    }

    private void unpackLows(MemorySegment in, long inOffset, int offset, int count)
            throws MalformedInputException {
        int at = offset;
        for (int i = 0; i < count; i += LOWS_PER_INT) {
            int packed = in.get(INT, inOffset + at);
            lows[i] = packed & LOW_MASK;
            lows[i + 1] = packed >>> LOW_BITS & LOW_MASK;
            lows[i + 2] = packed >>> 2 * LOW_BITS & LOW_MASK;
            if (packed >>> LOW_BITS * Math.min(count - i, LOWS_PER_INT) != 0) {
                throw new MalformedInputException(at, "what follows the low bits must be zero");
            }
            at += Integer.BYTES;
        }
    }

    /** Every part has as many elements as the tags call for. */
    private void readWords(MemorySegment in, long inOffset) {
        Arrays.fill(dictionary, FIRST_ENTRY);
        int miss = 0;
        int position = 0;
        int low = 0;
        for (int group = 0; group < WORDS; group += GROUP) {
            long tags = in.get(LONG, inOffset + tagsOffset(group));
            for (int i = 0; i < GROUP; i++) {
                int word = 0;
                switch ((int) (tags >>> TAG_BITS * i) & TAGS - 1) {
                    case EXACT -> word = dictionary[positions[position++]];
                    case PARTIAL -> {
                        int slot = positions[position++];
                        word = dictionary[slot] & ~LOW_MASK | lows[low++];
                        dictionary[slot] = word;
                    }
                    case MISS -> {
                        word = missedWords[miss++];
                        dictionary[WkdmFormat.slot(word)] = word;
                    }
                    default -> {} // ZERO
                }
                words[group + i] = word;
            }
        }
    }

    /** Where the tags of {@code group} and the words behind it lie. */
    private static int tagsOffset(int group) {
        return TAGS_OFFSET + group * TAG_BITS / Byte.SIZE;
    }
}
