package org.pagurus.simulator.kernel;

import java.util.Arrays;

/**
 * Stacks of entries, cut into chunks of one array, so that both filling and emptying a stack goes
 * through memory in a row. A stack is named by the place of its next entry; {@link #EMPTY} is one
 * without entries. What changes a stack returns its new name.
 *
 * <pre>
 *  chunk: | time, order word | ... 31 entries ... | number of the chunk below | unused |
 * </pre>
 */
final class EntryStacks {
    private static final int CHUNK_SHIFT = 6;
    private static final int CHUNK_LONGS = 1 << CHUNK_SHIFT;
    private static final int LINK = CHUNK_LONGS - 2;

    /** Chunk 0 is never filled: it is below the lowest chunk of every stack, and counts as full. */
    private static final int NO_CHUNK = 0;

    static final int EMPTY = NO_CHUNK + LINK;

    private static final int FIRST_CHUNKS = 2;

    private long[] longs = new long[FIRST_CHUNKS * CHUNK_LONGS];
    private int usedChunks = 1;

    /** The first of the chunks in no stack; each links to the next. */
    private int freeChunk = NO_CHUNK;

    int push(int stack, long timeNs, long order) {
        int place = (stack & (CHUNK_LONGS - 1)) == LINK ? startChunk(stack) : stack;
        longs[place] = timeNs;
        longs[place + 1] = order;
        return place + 2;
    }

    /** The time of the entry on top. */
    long timeNs(int stack) {
        return longs[stack - 2];
    }

    /** The order word of the entry on top. */
    long order(int stack) {
        return longs[stack - 1];
    }

    /** Removes the entry on top. */
    int pop(int stack) {
        int place = stack - 2;
        return (place & (CHUNK_LONGS - 1)) == 0 ? endChunk(place >> CHUNK_SHIFT) : place;
    }

    /** Puts the least and the greatest time in a stack into the array, in that order. */
    void range(int stack, long[] leastAndGreatestNs) {
        long leastNs = Long.MAX_VALUE;
        long greatestNs = 0;
        int end = stack;
        while (end != EMPTY) {
            int start = end & -CHUNK_LONGS;
            for (int place = start; place < end; place += 2) {
                leastNs = Math.min(leastNs, longs[place]);
                greatestNs = Math.max(greatestNs, longs[place]);
            }
            end = fullChunk((int) longs[start + LINK]);
        }
        leastAndGreatestNs[0] = leastNs;
        leastAndGreatestNs[1] = greatestNs;
    }

    /** Puts a new chunk on a stack and returns the place of its first entry. */
    private int startChunk(int stack) {
        int chunk = freeChunk;
        if (chunk == NO_CHUNK) {
            chunk = usedChunks++;
            if (usedChunks << CHUNK_SHIFT > longs.length) {
                longs = Arrays.copyOf(longs, Math.multiplyExact(2, longs.length));
            }
        } else {
            freeChunk = (int) longs[(chunk << CHUNK_SHIFT) + LINK];
        }
        longs[(chunk << CHUNK_SHIFT) + LINK] = stack >> CHUNK_SHIFT;
        return chunk << CHUNK_SHIFT;
    }

    /** Frees the chunk on top of a stack and returns the stack below it. */
    private int endChunk(int chunk) {
        int link = (chunk << CHUNK_SHIFT) + LINK;
        int below = (int) longs[link];
        longs[link] = freeChunk;
        freeChunk = chunk;
        return fullChunk(below);
    }

    private static int fullChunk(int chunk) {
        return (chunk << CHUNK_SHIFT) + LINK;
    }
}
