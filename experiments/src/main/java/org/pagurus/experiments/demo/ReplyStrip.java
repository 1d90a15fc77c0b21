package org.pagurus.experiments.demo;

/**
 * How many replies came in each {@value #BUCKET_MS} ms of the last {@value #BUCKETS}: where the
 * guest was away nothing came. Reads no clock. Used under its owner's lock.
 */
public final class ReplyStrip {
    public static final int BUCKET_MS = 2;
    public static final int BUCKETS = 5_000;

    private static final long BUCKET_NS = BUCKET_MS * 1_000_000L;

    /** The last buckets and the one under way. */
    private static final int RING = BUCKETS + 1;

    /** By the number of the bucket, modulo {@link #RING}. */
    private final int[] replies = new int[RING];

    /** The bucket under way, counted from the clock's zero. */
    private long latest = Long.MIN_VALUE;

    /** The bucket of the first reply after the last move. */
    private long moved = Long.MIN_VALUE;

    /** A reply came. */
    void replied(long atNs) {
        long bucket = Math.floorDiv(atNs, BUCKET_NS);
        moveTo(bucket);
        if (latest - bucket < RING) {
            replies[Math.floorMod(bucket, RING)]++;
        }
    }

    /**
     * The counts of the last buckets that are over, in order of time.
     *
     * @param count 1 to {@value #BUCKETS}
     */
    int[] last(long nowNs, int count) {
        moveTo(Math.floorDiv(nowNs, BUCKET_NS));
        int[] last = new int[count];
        for (int i = 0; i < count; i++) {
            last[i] = replies[Math.floorMod(latest - count + i, RING)];
        }
        return last;
    }

    /** The guest answers from another host: this is its first reply there. */
    void moved(long atNs) {
        moved = Math.floorDiv(atNs, BUCKET_NS);
    }

    /**
     * The counts around the last move, as far as they are known.
     *
     * @param margin buckets before the gap and from its end on
     */
    Around aroundMove(long nowNs, int margin) {
        moveTo(Math.floorDiv(nowNs, BUCKET_NS));
        long oldest = latest - BUCKETS;
        if (moved <= oldest) {
            return new Around(new int[0], 0);
        }
        long gap = moved;
        while (gap - 1 > oldest && replies[Math.floorMod(gap - 1, RING)] == 0) {
            gap--;
        }
        long first = Math.max(oldest, gap - margin);
        int[] counts = new int[(int) (Math.min(latest, moved + margin) - first)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = replies[Math.floorMod(first + i, RING)];
        }
        return new Around(counts, (int) (moved - first));
    }

    /**
     * Replies around a move.
     *
     * @param replies how many came in each {@value #BUCKET_MS} ms; empty where nothing is known
     * @param moved the index of the first from the other host
     */
    public record Around(int[] replies, int moved) {}

    /** Empties the buckets up to this one, if it is later than the one under way. */
    private void moveTo(long bucket) {
        if (latest == Long.MIN_VALUE) {
            latest = bucket;
        }
        long first = Math.max(latest + 1, bucket - RING + 1);
        for (long empty = first; empty <= bucket; empty++) {
            replies[Math.floorMod(empty, RING)] = 0;
        }
        latest = Math.max(latest, bucket);
    }
}
