package org.pagurus.experiments.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.PageState;
import org.pagurus.engine.page.PageSummary;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;
import org.pagurus.transport.command.HostReply;

/** One migration as its source tells it. Reads no clock. Used under its owner's lock. */
final class MigrationView {
    /** Rounds kept; a migration may have many more. */
    static final int MAX_ROUNDS = 30;

    /** Samples kept: a minute. */
    static final int MAX_SAMPLES = 300;

    private static final long NS_PER_MS = 1_000_000;
    private static final double NS_PER_SECOND = 1e9;

    /** So soon after a harvest the marks may be those before it. */
    private static final long HARVEST_NS = 100 * NS_PER_MS;

    /**
     * Events that have waited come at once: what was sent between them says nothing of the link.
     */
    private static final long LEAST_SAMPLE_NS = 100 * NS_PER_MS;

    private record Sample(long atMs, long link, long dirty) {}

    private final int number;
    private final int from;
    private final long downtimeLimitNs;
    private final long startNs;
    private final Deque<LiveFrame.Round> rounds = new ArrayDeque<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long endNs;
    private int round;
    private long roundBytes;
    private long earlierBytes;
    private long expectedDowntimeNs;
    private long dirtyBytesPerSecond;

    /** When the dirty log was read last, as far as was told. */
    private long harvestNs;

    /** When the last sample was taken, and what was sent until then. */
    private long sampledNs;

    private long sampledBytes;
    private LiveFrame.@Nullable Pages pages;

    /**
     * A migration that begins.
     *
     * @param number from 1
     * @param from the index of the host that the guest leaves
     */
    MigrationView(int number, int from, long downtimeLimitNs, long nowNs) {
        this.number = number;
        this.from = from;
        this.downtimeLimitNs = downtimeLimitNs;
        startNs = nowNs;
        endNs = nowNs;
        harvestNs = nowNs;
        sampledNs = nowNs;
    }

    int number() {
        return number;
    }

    int from() {
        return from;
    }

    /** Takes in what the source tells. */
    void onTheWay(HostReply reply, long nowNs) {
        endNs = nowNs;
        switch (reply) {
            case HostReply.Progress progress -> {
                if (progress.round() >= round) { // else overtaken by the round's end
                    round = progress.round();
                    roundBytes = progress.bytes();
                }
            }
            case HostReply.Pages told -> pages(told.summary(), nowNs);
            case HostReply.Round ended -> ended(ended, nowNs);
            default -> {}
        }
    }

    LiveFrame.@Nullable Pages pages() {
        return pages;
    }

    /**
     * How it stands.
     *
     * @param running whether it goes on, and time with it
     */
    LiveFrame.Migration frame(boolean running, long nowNs) {
        return new LiveFrame.Migration(
                number,
                from,
                ((running ? nowNs : endNs) - startNs) / NS_PER_MS,
                round,
                roundBytes,
                earlierBytes + roundBytes,
                expectedDowntimeNs,
                downtimeLimitNs,
                List.copyOf(rounds),
                new LiveFrame.Rates(
                        samples.stream().mapToLong(Sample::atMs).toArray(),
                        samples.stream().mapToLong(Sample::link).toArray(),
                        samples.stream().mapToLong(Sample::dirty).toArray()));
    }

    private void ended(HostReply.Round ended, long nowNs) {
        RoundStatistics statistics = ended.statistics();
        keep(
                rounds,
                MAX_ROUNDS,
                new LiveFrame.Round(
                        statistics.round(),
                        statistics.pages(),
                        statistics.bytes(),
                        statistics.durationNs(),
                        perSecond(
                                Page.offsetBytes(statistics.dirtiedPages()),
                                statistics.durationNs()),
                        ended.linkRateBytesPerSecond(),
                        statistics.pendingPages(),
                        ended.expectedDowntimeNs(),
                        statistics.throttlePercent()));
        round = statistics.round() + 1;
        roundBytes = 0;
        earlierBytes += statistics.bytes();
        expectedDowntimeNs = ended.expectedDowntimeNs();
        harvestNs = nowNs;
    }

    private void pages(PageSummary summary, long nowNs) {
        pages =
                new LiveFrame.Pages(
                        summary.pages(PageState.PENDING),
                        summary.pages(PageState.SENT),
                        summary.pages(PageState.ZERO),
                        summary.pages(PageState.DELTA),
                        summary.pages(PageState.DIRTY),
                        summary.pagesPerCell(),
                        summary.cells());
        long bytes = earlierBytes + roundBytes;
        if (nowNs - harvestNs >= HARVEST_NS) {
            dirtyBytesPerSecond =
                    perSecond(Page.offsetBytes(summary.loggedPages()), nowNs - harvestNs);
        }
        if (nowNs - sampledNs < LEAST_SAMPLE_NS) {
            return;
        }
        keep(
                samples,
                MAX_SAMPLES,
                new Sample(
                        (nowNs - startNs) / NS_PER_MS,
                        perSecond(Math.max(0, bytes - sampledBytes), nowNs - sampledNs),
                        dirtyBytesPerSecond));
        sampledNs = nowNs;
        sampledBytes = bytes;
    }

    private static long perSecond(long bytes, long ns) {
        return ns <= 0 ? 0 : Math.round(bytes * NS_PER_SECOND / ns);
    }

    private static <T> void keep(Deque<T> kept, int most, T latest) {
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(latest);
    }
}
