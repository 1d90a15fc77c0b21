package org.pagurus.engine.source;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.memory.PageBitmap;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

/**
 * Keeps account of which pages are still to be sent, and of what each round did. Owner: the
 * engine's thread; {@link #toSend()} belongs to the page streams while a round is on its way.
 */
final class RoundBook {
    /** A round of fewer bytes says more about latency than about the link's rate. */
    private static final long RATE_SAMPLE_BYTES = 1 << 20;

    private static final double RATE_WEIGHT = 0.5;

    private final long pageCount;
    private final PageBitmap toSend;
    private final PageBitmap deferred;
    private final List<RoundStatistics> rounds = new ArrayList<>();
    private PageBitmap dirty;
    private PageBitmap dirtyBefore;
    private StreamTally tally = StreamTally.NONE;
    private long awayNs;
    private double linkRateBytesPerSecond;
    private int throttlePercent;

    RoundBook(long pageCount) {
        this.pageCount = pageCount;
        toSend = new PageBitmap(pageCount);
        deferred = new PageBitmap(pageCount);
        dirty = new PageBitmap(pageCount);
        dirtyBefore = new PageBitmap(pageCount);
        toSend.setAll();
    }

    PageBitmap toSend() {
        return toSend;
    }

    List<RoundStatistics> rounds() {
        return rounds;
    }

    int throttlePercent() {
        return throttlePercent;
    }

    void throttle(int percent) {
        throttlePercent = percent;
    }

    /** The link rate measured lately, end to end; 0 before the first round. */
    double linkRateBytesPerSecond() {
        return linkRateBytesPerSecond;
    }

    void streamFinished(StreamTally streamTally) {
        tally = tally.plus(streamTally);
    }

    /**
     * The connection was lost: every stream will finish again, and say then what it has sent in
     * all.
     */
    void restartRound() {
        tally = StreamTally.NONE;
    }

    /** The connection was away for so long in the current round. */
    void away(long ns) {
        awayNs += ns;
    }

    /**
     * Pages of the current round on the streams that have finished, as the destination will count
     * them.
     */
    long arrivingPages() {
        return tally.arrivingPages();
    }

    /** The empty set that the next harvest goes into. */
    PageBitmap beginHarvest() {
        PageBitmap empty = dirtyBefore;
        dirtyBefore = dirty;
        dirty = empty;
        dirty.clearAll();
        return dirty;
    }

    /** The set that the harvest after the current round has gone into; another may be added. */
    PageBitmap harvested() {
        return dirty;
    }

    /**
     * Closes the books of the round whose harvest is in.
     *
     * @param harvestedPages by the last harvest
     */
    RoundStatistics endRound(int round, long durationNs, long harvestedPages) {
        measureRate(durationNs - awayNs);
        // While the connection was away there may have been two harvests.
        long dirtiedPages = awayNs > 0 ? dirty.cardinality() : harvestedPages;
        long repeated = round == 0 ? 0 : dirty.cardinalityOfAnd(dirtyBefore);
        long pending = dirtiedPages + deferred.cardinality() - deferred.cardinalityOfAnd(dirty);
        return enter(round, durationNs, dirtiedPages, repeated, pending);
    }

    /**
     * Chooses the pages of the next pre-copy round: all that are pending, or those outside the
     * writable working set.
     */
    void beginRound(boolean deferWorkingSet) {
        toSend.copyFrom(dirty);
        toSend.or(deferred);
        deferred.clearAll();
        if (deferWorkingSet) {
            deferred.copyFrom(dirty);
            deferred.and(dirtyBefore);
            toSend.andNot(deferred);
        }
    }

    /**
     * Chooses the pages of the last round: all that were pending, and the last harvest, which is
     * in.
     */
    void beginLastRound() {
        toSend.copyFrom(dirty);
        toSend.or(dirtyBefore);
        toSend.or(deferred);
    }

    /** Enters the last round, which has no harvest. */
    void endLastRound(int round, long durationNs) {
        enter(round, durationNs, 0, 0, 0);
    }

    private RoundStatistics enter(
            int round, long durationNs, long dirtied, long repeated, long pending) {
        RoundStatistics statistics =
                new RoundStatistics(
                        round,
                        tally.pages(),
                        tally.zeroPages(),
                        tally.bytes(),
                        durationNs,
                        tally.skippedPages(),
                        dirtied,
                        repeated,
                        pending,
                        throttlePercent,
                        tally.codecs());
        rounds.add(statistics);
        tally = StreamTally.NONE;
        awayNs = 0;
        return statistics;
    }

    long totalBytes() {
        return rounds.stream().mapToLong(RoundStatistics::bytes).sum() + tally.bytes();
    }

    /** All pages sent so far, by codec. */
    CodecCounts totalCodecs() {
        return rounds.stream()
                .map(RoundStatistics::codecs)
                .reduce(tally.codecs(), CodecCounts::plus);
    }

    long pageCount() {
        return pageCount;
    }

    private void measureRate(long durationNs) {
        double measured = Math.max(1.0, tally.bytes() * 1e9 / Math.max(1, durationNs));
        if (linkRateBytesPerSecond == 0) {
            linkRateBytesPerSecond = measured;
        } else if (tally.bytes() >= RATE_SAMPLE_BYTES) {
            linkRateBytesPerSecond += RATE_WEIGHT * (measured - linkRateBytesPerSecond);
        }
    }
}
