package org.pagurus.transport.net;

/**
 * When a guest is announced after it was resumed at the destination: at once, and then again after
 * delays that grow by a step, for a frame may be lost while a switch still settles. As QEMU does it
 * ({@code net/announce.c}, migration parameters {@code announce-initial}, {@code announce-step},
 * {@code announce-max}, {@code announce-rounds}).
 *
 * @param initialNs the delay before the second announcement
 * @param stepNs how much longer each delay is than the one before
 * @param maxNs no delay is longer
 * @param rounds announcements in all, 1 to {@value #MAX_ROUNDS}
 */
public record AnnounceSchedule(long initialNs, long stepNs, long maxNs, int rounds) {
    public static final int MAX_ROUNDS = 1_000;

    /** No delay may be longer than QEMU allows: 100 s. */
    public static final long MAX_DELAY_NS = 100_000_000_000L;

    /** QEMU's own figures: 50 ms, 100 ms more each, at most 550 ms, five rounds. */
    public static final AnnounceSchedule QEMU =
            new AnnounceSchedule(50_000_000L, 100_000_000L, 550_000_000L, 5);

    public AnnounceSchedule {
        checkDelay("initialNs", initialNs);
        checkDelay("stepNs", stepNs);
        checkDelay("maxNs", maxNs);
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException(
                    "rounds must be 1 to " + MAX_ROUNDS + " but is " + rounds);
        }
    }

    /**
     * How long to wait before each announcement, counted from the one before. The first is 0; with
     * QEMU's figures the others are 50, 150, 250 and 350 ms.
     */
    public long[] delaysNs() {
        long[] delaysNs = new long[rounds];
        for (int i = 1; i < rounds; i++) {
            delaysNs[i] = Math.min(maxNs, initialNs + (i - 1) * stepNs);
        }
        return delaysNs;
    }

    private static void checkDelay(String field, long ns) {
        if (ns < 0 || ns > MAX_DELAY_NS) {
            throw new IllegalArgumentException(
                    field + " must be 0 to " + MAX_DELAY_NS + " but is " + ns);
        }
    }
}
