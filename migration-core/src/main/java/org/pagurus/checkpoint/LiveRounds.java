package org.pagurus.checkpoint;

/**
 * Says whether another round is written while the guest runs. A pure function. The guest is paused
 * for the rest when that takes no longer than {@link #PAUSE_LIMIT_NS}, or when a further round
 * would not make it much shorter. So a checkpoint holds at most three times the guest's pages: two
 * times in rounds while it runs, and once more.
 */
final class LiveRounds {
    /** A pause that few will notice; less is not worth another round. */
    static final long PAUSE_LIMIT_NS = 20_000_000;

    static final int MAX_ROUNDS = 16;
    private static final int MAX_COPIES = 2;

    /**
     * What was seen so far.
     *
     * @param rounds written, at least one
     * @param writtenPages in all of them
     * @param nsPerPage what a page that is not zero took in the round written last
     * @param pendingBefore pages that were pending before that round
     * @param pendingPages that would have to be written if the guest were paused now
     */
    record Seen(
            int rounds,
            long writtenPages,
            double nsPerPage,
            long pendingBefore,
            long pendingPages) {}

    private LiveRounds() {}

    static boolean another(Seen seen, long pageCount) {
        boolean isShort = seen.pendingPages() * seen.nsPerPage() <= PAUSE_LIMIT_NS;
        boolean isStalled = seen.pendingPages() > seen.pendingBefore() / 4 * 3;
        boolean hasRoom = seen.writtenPages() + seen.pendingPages() <= MAX_COPIES * pageCount;
        return !isShort && !isStalled && hasRoom && seen.rounds() < MAX_ROUNDS;
    }
}
