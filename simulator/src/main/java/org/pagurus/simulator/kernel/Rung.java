package org.pagurus.simulator.kernel;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Buckets side by side over a span of time, all of one width, a power of 2; the last one also has
 * everything later. Buckets are taken away in order, and what is earlier than the first that is
 * left has no place here.
 */
final class Rung {
    static final int MOST_BUCKETS = 512;

    private final EntryStacks entries;
    private final int[] stacks = new int[MOST_BUCKETS];
    private final int[] sizes = new int[MOST_BUCKETS];
    private long startNs;
    private int widthShift;
    private int buckets;
    private int next;
    private long nextNs;

    Rung(EntryStacks entries) {
        this.entries = entries;
    }

    /**
     * Starts over with empty buckets from one time to another.
     *
     * @param mostBuckets a power of 2, at most {@link #MOST_BUCKETS}; there are at least half as
     *     many, if there are as many different times
     */
    void reset(long fromNs, long toNs, int mostBuckets) {
        long spanNs = toNs - fromNs;
        int spanBits = Long.SIZE - Long.numberOfLeadingZeros(spanNs);
        startNs = fromNs;
        widthShift = Math.max(0, spanBits - Integer.numberOfTrailingZeros(mostBuckets));
        buckets = (int) (spanNs >> widthShift) + 1;
        next = 0;
        nextNs = fromNs;
        Arrays.fill(stacks, 0, buckets, EntryStacks.EMPTY);
        Arrays.fill(sizes, 0, buckets, 0);
    }

    /** From which time on entries have their place here. */
    long nextNs() {
        return nextNs;
    }

    void add(long timeNs, long order) {
        int bucket = (int) Math.min((timeNs - startNs) >> widthShift, buckets - 1);
        stacks[bucket] = entries.push(stacks[bucket], timeNs, order);
        sizes[bucket]++;
    }

    /** Goes on to the first bucket with an entry, and tells whether there is one. */
    boolean advance() {
        while (next < buckets && sizes[next] == 0) {
            next++;
        }
        return next < buckets;
    }

    /** How many entries the first bucket that is left has. */
    int nextSize() {
        return sizes[next];
    }

    /** Takes the first bucket that is left away and returns its stack. */
    int takeNext() {
        int stack = stacks[next++];
        nextNs = startNs + ((long) next << widthShift);
        return stack;
    }

    boolean isUsedUp() {
        return next == buckets;
    }

    /** Removes entries by their order words, and tells how many are left. */
    int removeIf(LongPredicate order) {
        int left = 0;
        for (int bucket = next; bucket < buckets; bucket++) {
            int stack = stacks[bucket];
            stacks[bucket] = EntryStacks.EMPTY;
            sizes[bucket] = 0;
            while (stack != EntryStacks.EMPTY) {
                long timeNs = entries.timeNs(stack);
                long word = entries.order(stack);
                stack = entries.pop(stack);
                if (!order.test(word)) {
                    add(timeNs, word);
                }
            }
            left += sizes[bucket];
        }
        return left;
    }
}
