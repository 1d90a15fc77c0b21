package org.pagurus.memory;

import java.util.Arrays;

/**
 * A set of page numbers, one bit a page in longs. Not safe for use by several threads, with one
 * exception: threads may work on different {@linkplain Page#PER_CHUNK chunks} at the same time,
 * because no long is shared between two chunks.
 */
public final class PageBitmap {
    private final long pageCount;
    private final long[] words;

    /** An empty set over pages {@code 0 .. pageCount - 1}. */
    public PageBitmap(long pageCount) {
        if (pageCount < 0 || pageCount > GuestMemory.MAX_PAGES) {
            throw new IllegalArgumentException(
                    "pageCount must be 0 to " + GuestMemory.MAX_PAGES + " but is " + pageCount);
        }
        this.pageCount = pageCount;
        this.words = new long[(int) ((pageCount + 63) >>> 6)];
    }

    public long pageCount() {
        return pageCount;
    }

    public boolean get(long page) {
        checkPage(page);
        return (words[(int) (page >>> 6)] & (1L << page)) != 0;
    }

    public void set(long page) {
        checkPage(page);
        words[(int) (page >>> 6)] |= 1L << page;
    }

    public void clear(long page) {
        checkPage(page);
        words[(int) (page >>> 6)] &= ~(1L << page);
    }

    /** Adds the pages {@code first .. end - 1}. */
    public void setRange(long first, long end) {
        checkRange(first, end);
        if (first == end) {
            return;
        }
        int firstWord = (int) (first >>> 6);
        int lastWord = (int) ((end - 1) >>> 6);
        long firstMask = -1L << first;
        long lastMask = -1L >>> -end;
        if (firstWord == lastWord) {
            words[firstWord] |= firstMask & lastMask;
            return;
        }
        words[firstWord] |= firstMask;
        Arrays.fill(words, firstWord + 1, lastWord, -1L);
        words[lastWord] |= lastMask;
    }

    public void setAll() {
        setRange(0, pageCount);
    }

    public void clearAll() {
        Arrays.fill(words, 0);
    }

    /** The first page of the set at or after {@code from}, or -1. */
    public long next(long from) {
        if (from >= pageCount) {
            return -1;
        }
        int index = (int) (from >>> 6);
        long word = words[index] & (-1L << from);
        while (word == 0) {
            if (++index == words.length) {
                return -1;
            }
            word = words[index];
        }
        return ((long) index << 6) + Long.numberOfTrailingZeros(word);
    }

    public long cardinality() {
        long count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** How many pages are in this set and in {@code other}. */
    public long cardinalityOfAnd(PageBitmap other) {
        checkSameSize(other);
        long count = 0;
        for (int i = 0; i < words.length; i++) {
            count += Long.bitCount(words[i] & other.words[i]);
        }
        return count;
    }

    public boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    public void or(PageBitmap other) {
        checkSameSize(other);
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    public void and(PageBitmap other) {
        checkSameSize(other);
        for (int i = 0; i < words.length; i++) {
            words[i] &= other.words[i];
        }
    }

    public void andNot(PageBitmap other) {
        checkSameSize(other);
        for (int i = 0; i < words.length; i++) {
            words[i] &= ~other.words[i];
        }
    }

    public void copyFrom(PageBitmap other) {
        checkSameSize(other);
        System.arraycopy(other.words, 0, words, 0, words.length);
    }

    /**
     * How many longs hold the set: bit {@code p & 63} of word {@code p >>> 6} is page {@code p}.
     */
    public int wordCount() {
        return words.length;
    }

    public long word(int index) {
        return words[index];
    }

    /** Adds the pages whose bits are set in {@code bits} to word {@code index}. */
    public void orWord(int index, long bits) {
        checkBits(index, bits);
        words[index] |= bits;
    }

    /** Replaces word {@code index}. */
    public void setWord(int index, long bits) {
        checkBits(index, bits);
        words[index] = bits;
    }

    private void checkPage(long page) {
        if (page < 0 || page >= pageCount) {
            throw new IndexOutOfBoundsException("page " + page + " of " + pageCount);
        }
    }

    private void checkBits(int index, long bits) {
        // A shift by the page count counts from bit 0 of the last word; all its bits are good at
        // 64.
        if (index == words.length - 1
                && (pageCount & 63) != 0
                && (bits & (-1L << pageCount)) != 0) {
            throw new IndexOutOfBoundsException(
                    "word " + index + " has bits past the last of " + pageCount + " pages");
        }
    }

    private void checkRange(long first, long end) {
        if (first < 0 || end < first || end > pageCount) {
            throw new IndexOutOfBoundsException(
                    "pages " + first + " to " + end + " of " + pageCount);
        }
    }

    private void checkSameSize(PageBitmap other) {
        if (other.pageCount != pageCount) {
            throw new IllegalArgumentException(
                    "bitmaps of " + pageCount + " and " + other.pageCount + " pages");
        }
    }
}
