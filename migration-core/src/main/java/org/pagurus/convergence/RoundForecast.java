package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * What the rounds to come will look like if the guest goes on as it did. Each round takes as long
 * as the link needs for its pages and leaves what the guest dirties meanwhile: the geometric model
 * of Liu et al. (HPDC 2011), with dirtied pages that saturate ({@link DirtyPageModel}).
 *
 * @param model how the guest dirties pages
 * @param secondsPerPage the link's time for one encoded page
 * @param overheadSeconds what a round takes beyond its bytes: waiting for the destination's word
 * @param memoryPages no more can be pending
 * @param skipsDirtyPages whether rounds leave out pages that are dirty again at their turn
 */
record RoundForecast(
        DirtyPageModel model,
        double secondsPerPage,
        double overheadSeconds,
        long memoryPages,
        boolean skipsDirtyPages) {
    /** Beyond this many rounds a forecast says nothing that the last of them did not say. */
    static final int MAX_ROUNDS = 64;

    static final int FIXED_POINT_STEPS = 6;

    /**
     * A round's end.
     *
     * @param pendingPages pages left
     * @param repeatedPages of these, pages of the writable working set
     * @param dirtyShare the share of the working set that was dirtied in the round
     * @param durationSeconds how long the round took
     */
    record End(
            double pendingPages, double repeatedPages, double dirtyShare, double durationSeconds) {}

    static RoundForecast of(Situation situation) {
        double encodedBytes = EncodedPageSize.meanBytes(situation.rounds());
        return new RoundForecast(
                DirtyPageModel.fit(situation.rounds()),
                encodedBytes / situation.linkRateBytesPerSecond(),
                overheadSeconds(situation),
                situation.memoryPages(),
                skipsDirtyPages(situation.rounds()));
    }

    private static boolean skipsDirtyPages(List<RoundStatistics> rounds) {
        for (RoundStatistics round : rounds) {
            if (round.skippedPages() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The round that has just ended, from where forecasts start. */
    End startingAt(RoundStatistics round) {
        return new End(
                round.pendingPages(),
                round.repeatedPages(),
                model.dirtyShare(DirtyPageModel.runningSeconds(round)),
                Time.seconds(round.durationNs()));
    }

    /** The next round's end, with the guest slowed and the working set sent or left. */
    End next(End from, int throttlePercent, boolean deferWorkingSet) {
        double leftPages =
                deferWorkingSet ? Math.min(from.repeatedPages(), from.pendingPages()) : 0;
        double turns = from.pendingPages() - leftPages;
        double runningShare = (100 - throttlePercent) / 100.0;
        double seconds = durationSeconds(turns, workingSetTurns(from, leftPages), runningShare);
        double runningSeconds = seconds * runningShare;
        double dirtyShare = model.dirtyShare(runningSeconds);
        double pending = model.dirtiedPages(runningSeconds) + leftPages * (1 - dirtyShare);
        double repeated = model.workingSetPages() * dirtyShare * from.dirtyShare();
        return new End(Math.min(pending, memoryPages), repeated, dirtyShare, seconds);
    }

    /** Of the pages whose turn comes in the next round, those of the working set. */
    private double workingSetTurns(End from, double leftPages) {
        double pending = Math.min(from.pendingPages(), model.workingSetPages() * from.dirtyShare());
        return Math.max(0, pending - leftPages);
    }

    /**
     * How long a round takes. The longer it lasts the more pages are skipped, so with skipping the
     * time is a fixed point, which averaging approaches from both sides.
     */
    private double durationSeconds(double turns, double workingSetTurns, double runningShare) {
        double seconds = turns * secondsPerPage + overheadSeconds;
        if (!skipsDirtyPages) {
            return seconds;
        }
        for (int i = 0; i < FIXED_POINT_STEPS; i++) {
            double sentShare = model.cleanShareAtItsTurn(seconds * runningShare);
            double sent = turns - workingSetTurns * (1 - sentShare);
            seconds = (seconds + sent * secondsPerPage + overheadSeconds) / 2;
        }
        return seconds;
    }

    /** The fewest pages pending at the end of any of the next rounds. */
    double leastPendingPages(
            RoundStatistics last, int throttlePercent, boolean deferWorkingSet, int rounds) {
        End end = startingAt(last);
        double least = end.pendingPages();
        for (int i = 0; i < Math.min(rounds, MAX_ROUNDS); i++) {
            End next = next(end, throttlePercent, deferWorkingSet);
            if (next.equals(end)) {
                break; // so will all others be
            }
            end = next;
            least = Math.min(least, end.pendingPages());
        }
        return least;
    }

    /** How many pages the link carries in the time that a downtime limit leaves for pages. */
    double pagesWithin(long downtimeLimitNs, FixedDowntime fixedParts) {
        return Time.seconds(downtimeLimitNs - fixedParts.sumNs()) / secondsPerPage;
    }

    /** The least that a recent round took beyond its bytes. */
    private static double overheadSeconds(Situation situation) {
        List<RoundStatistics> rounds = situation.rounds();
        double least = Double.POSITIVE_INFINITY;
        for (RoundStatistics round :
                rounds.subList(Math.max(0, rounds.size() - 4), rounds.size())) {
            double bytesSeconds = round.bytes() / situation.linkRateBytesPerSecond();
            least = Math.min(least, Time.seconds(round.durationNs()) - bytesSeconds);
        }
        return Math.max(0, least);
    }
}
