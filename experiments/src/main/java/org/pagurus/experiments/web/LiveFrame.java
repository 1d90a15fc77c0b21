package org.pagurus.experiments.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.ReplyStrip;

/**
 * All that a page shows at one moment. A viewer that misses some of them misses nothing.
 *
 * @param phase what goes on
 * @param guest what moves
 * @param hosts both hosts, for people; empty as long as they start
 * @param place the index of the host that runs the guest
 * @param migration the one under way or the last one; null before the first
 * @param pages how the guest's pages stand; null while nothing is known
 * @param client what works against the guest; null before it does
 * @param history the last migrations that have ended, the latest first
 */
record LiveFrame(
        Phase phase,
        Guest guest,
        List<String> hosts,
        int place,
        @Nullable Migration migration,
        @Nullable Pages pages,
        @Nullable Client client,
        List<Ended> history) {
    /** What goes on. */
    enum Phase {
        /** Hosts and guest start. */
        STARTING,
        /** The first migration waits for somebody who looks, or presses the button. */
        WAITING,
        /** A migration begins in a moment. */
        ABOUT,
        MIGRATING,
        /** It is over; what the client gets is watched a moment longer. */
        CHECKING,
        /** The guest runs; the button moves it. */
        READY
    }

    /**
     * The guest.
     *
     * @param summary what it does, for people
     */
    record Guest(String address, long memoryBytes, String summary) {}

    /**
     * A migration.
     *
     * @param number from 1
     * @param from the index of the host that the guest leaves
     * @param elapsedMs since its start, until now or its end
     * @param round under way
     * @param roundBytes sent in it so far
     * @param sentBytes in all rounds so far
     * @param expectedDowntimeNs after the last round; 0 before there was one
     * @param rounds the last {@value MigrationView#MAX_ROUNDS} that are over
     * @param rates in the last minute
     */
    record Migration(
            int number,
            int from,
            long elapsedMs,
            int round,
            long roundBytes,
            long sentBytes,
            long expectedDowntimeNs,
            long downtimeLimitNs,
            List<Round> rounds,
            Rates rates) {}

    /** A round that is over. */
    record Round(
            int round,
            long pages,
            long bytes,
            long durationNs,
            long dirtyBytesPerSecond,
            long linkBytesPerSecond,
            long pendingPages,
            long expectedDowntimeNs,
            int throttlePercent) {}

    /**
     * Samples of the migration.
     *
     * @param atMs when, since its start
     * @param link bytes sent a second
     * @param dirty bytes a second that the guest has written anew since the last harvest
     */
    record Rates(long[] atMs, long[] link, long[] dirty) {}

    /**
     * The guest's pages.
     *
     * @param cells as in {@link org.pagurus.engine.page.PageSummary}
     */
    record Pages(
            long pending,
            long sent,
            long zero,
            long delta,
            long dirty,
            int pagesPerCell,
            byte[] cells) {}

    /**
     * The client.
     *
     * @param perSecond answers in the last second
     * @param replies how many came in each stretch of the last ten seconds, a character each: 0 to
     *     9, then a to z for 10 to 35 and more
     * @param around the last switchover; null without one
     * @param failure why it has given up; null while it works
     */
    record Client(
            long answered,
            long perSecond,
            long lostWrites,
            long anomalies,
            int bucketMs,
            String replies,
            @Nullable Around around,
            @Nullable String failure) {}

    /**
     * Replies around a switchover.
     *
     * @param replies how many came in each {@value ReplyStrip#BUCKET_MS} ms, as those of the client
     * @param moved the index of the first from the other host
     */
    record Around(String replies, int moved) {}

    /**
     * A migration that has ended.
     *
     * @param findings what a person should know beside the figures
     */
    record Ended(
            int number,
            int from,
            String outcome,
            String reason,
            long downtimeNs,
            long expectedDowntimeNs,
            long networkDowntimeNs,
            long totalTimeNs,
            long totalBytes,
            long memoryBytes,
            int rounds,
            boolean nothingLost,
            List<String> findings) {}
}
