package org.pagurus.engine.source;

import org.jspecify.annotations.Nullable;
import org.pagurus.engine.ClockOffset;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.protocol.wire.Running;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** Gathers what the report will say. Owner: the engine's thread. */
final class SourceReport {
    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final MigrationOptions options;
    private final long memoryBytes;
    private final ClockOffset clock;
    private final RoundBook book;
    private final Switchover switchover = new Switchover();

    private Outcome outcome = Outcome.FAILED;
    private String reason = "";
    private @Nullable Boolean memoryIdentical;
    private long startNs = NOT_STARTED;
    private long completedNs;
    private long downtimeNs;
    private DowntimeParts parts = DowntimeParts.NONE;
    private long expectedDowntimeNs;
    private long sufficientDowntimeLimitNs;
    private long fullDigest;
    private int resumes;
    private long awayNs;

    SourceReport(MigrationOptions options, long memoryBytes, ClockOffset clock, RoundBook book) {
        this.options = options;
        this.memoryBytes = memoryBytes;
        this.clock = clock;
        this.book = book;
    }

    Switchover switchover() {
        return switchover;
    }

    String reason() {
        return reason;
    }

    void start(long nowNs) {
        startNs = nowNs;
    }

    void converged(String why, long expectedNs) {
        reason = why;
        expectedDowntimeNs = expectedNs;
    }

    void gaveUp(long expectedNs, long sufficientLimitNs) {
        expectedDowntimeNs = expectedNs;
        sufficientDowntimeLimitNs = sufficientLimitNs;
    }

    /** Pre-copy goes on after the connection was away for so long. */
    void resumed(long outageNs) {
        resumes++;
        awayNs += outageNs;
    }

    void verified(long digest) {
        fullDigest = digest;
    }

    long fullDigest() {
        return fullDigest;
    }

    void running(Running running, long nowNs) {
        outcome = Outcome.COMPLETED;
        completedNs = nowNs;
        // A destination that has crashed meanwhile does not know: by now, at the latest.
        long claimedNs = running.getResumedAtNs();
        long resumedNs =
                claimedNs == 0
                        ? nowNs
                        : switchover.plausible(clock.toThisClockNs(claimedNs), nowNs);
        downtimeNs = switchover.downtimeNs(resumedNs);
        parts = switchover.parts(resumedNs, running);
    }

    /**
     * The destination compared the digests before it was prepared; here the last doubt is removed,
     * or confirmed.
     */
    void audited(long differences) {
        memoryIdentical = differences == 0;
        if (differences > 0) {
            reason =
                    differences
                            + " pages of the source's memory are not what was sent: a write was missed";
        }
    }

    /** The guest runs at the destination, but the last doubt stays. */
    void notAudited(String why) {
        reason = "the source's memory could not be compared with what was sent: " + why;
    }

    void addReason(String more) {
        reason = reason + "; " + more;
    }

    void end(Outcome end, String why) {
        outcome = end;
        reason = why;
    }

    MigrationReport build(long nowNs) {
        long endNs = outcome == Outcome.COMPLETED ? completedNs : nowNs;
        return new MigrationReport(
                outcome,
                reason,
                memoryIdentical,
                startNs == NOT_STARTED ? 0 : endNs - startNs,
                downtimeNs,
                parts,
                expectedDowntimeNs,
                options.limits().downtimeLimitNs(),
                sufficientDowntimeLimitNs,
                book.totalBytes(),
                book.totalCodecs(),
                memoryBytes,
                clock.offsetNs(),
                clock.roundTripNs(),
                resumes,
                awayNs,
                book.rounds());
    }
}
