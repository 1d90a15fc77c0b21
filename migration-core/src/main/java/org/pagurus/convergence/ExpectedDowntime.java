package org.pagurus.convergence;

import org.pagurus.report.RoundStatistics;

/**
 * The downtime to expect if the guest were paused at a round's end, in its parts. It is the fixed
 * parts plus the time the link needs for the pages that are left. Device state and the waits for
 * the destination are among the fixed parts; estimates that leave them out are overshot.
 *
 * @param fixedParts what comes with every switchover
 * @param pendingPages pages known to be left
 * @param lateDirtiedPages pages that the guest will have dirtied between the decision and the pause
 * @param encodedBytesPerPage bytes on the wire for one page, learned from the rounds
 * @param linkRateBytesPerSecond the link rate measured lately
 */
public record ExpectedDowntime(
        FixedDowntime fixedParts,
        long pendingPages,
        long lateDirtiedPages,
        double encodedBytesPerPage,
        double linkRateBytesPerSecond) {

    /** The downtime to expect if the guest were paused now. */
    public static ExpectedDowntime of(Situation situation) {
        return at(situation, situation.lastRound());
    }

    /**
     * The downtime that was to be expected at the end of an earlier round, judged with the link
     * rate and the encoded bytes per page that are known now.
     */
    static ExpectedDowntime at(Situation situation, RoundStatistics round) {
        return new ExpectedDowntime(
                situation.fixedParts(),
                round.pendingPages(),
                lateDirtiedPages(situation, round),
                EncodedPageSize.meanBytes(situation.rounds()),
                situation.linkRateBytesPerSecond());
    }

    /** The time the link needs for the pages that are left, in nanoseconds. */
    public long transferNs() {
        double bytes = (pendingPages + lateDirtiedPages) * encodedBytesPerPage;
        return Time.nanoseconds(bytes / linkRateBytesPerSecond);
    }

    public long totalNs() {
        return fixedParts.sumNs() + transferNs();
    }

    boolean isWithin(long limitNs) {
        return totalNs() <= limitNs;
    }

    /**
     * The guest goes on writing until its pause takes hold. Every page it dirties then is counted
     * at the round's mean rate, though some are pending already: the term is small and should not
     * be too small.
     */
    private static long lateDirtiedPages(Situation situation, RoundStatistics round) {
        if (round.durationNs() <= 0) {
            return 0;
        }
        double share = (double) situation.fixedParts().pauseNs() / round.durationNs();
        long late = (long) Math.ceil(round.dirtiedPages() * share);
        long cleanPages = Math.max(0, situation.memoryPages() - round.pendingPages());
        return Math.min(late, cleanPages);
    }
}
