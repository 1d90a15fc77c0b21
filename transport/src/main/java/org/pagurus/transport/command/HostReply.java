package org.pagurus.transport.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.pagurus.engine.page.PageSummary;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;

/** What a host daemon answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HostReply.Done.class, name = "done"),
    @JsonSubTypes.Type(value = HostReply.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = HostReply.Guests.class, name = "guests"),
    @JsonSubTypes.Type(value = HostReply.Saved.class, name = "saved"),
    @JsonSubTypes.Type(value = HostReply.Restored.class, name = "restored"),
    @JsonSubTypes.Type(value = HostReply.Checked.class, name = "checked"),
    @JsonSubTypes.Type(value = HostReply.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = HostReply.Migrations.class, name = "migrations"),
    @JsonSubTypes.Type(value = HostReply.RecoveryPlan.class, name = "recoveryPlan"),
    @JsonSubTypes.Type(value = HostReply.Recovered.class, name = "recovered"),
    @JsonSubTypes.Type(value = HostReply.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = HostReply.Pages.class, name = "pages"),
    @JsonSubTypes.Type(value = HostReply.Round.class, name = "round"),
    @JsonSubTypes.Type(value = HostReply.Migrated.class, name = "migrated")
})
public sealed interface HostReply {
    /** It is done; one line says what. */
    record Done(String message) implements HostReply {}

    /** It cannot be done: which field of the request, what was expected and what was found. */
    record Refused(String field, String reason) implements HostReply {
        public String message() {
            return field + ": " + reason;
        }
    }

    record Guests(List<GuestInfo> guests) implements HostReply {}

    /**
     * A guest was saved, and runs on.
     *
     * @param rounds over its memory, the last one while it was paused
     * @param pages written in all rounds
     * @param durationNs until all was on the disk
     * @param pauseNs how long the guest was paused
     */
    record Saved(
            String guest,
            String file,
            long fileBytes,
            long memoryBytes,
            int rounds,
            long pages,
            long durationNs,
            long pauseNs)
            implements HostReply {}

    /**
     * A guest was restored, and runs.
     *
     * @param savedAtMs when its saving began, in milliseconds since 1970
     */
    record Restored(
            String guest,
            String file,
            long fileBytes,
            long memoryBytes,
            long savedAtMs,
            long durationNs)
            implements HostReply {}

    /**
     * What a look at a guest's memory gave.
     *
     * @param text one line: how far the guest is, or where its memory is broken
     */
    record Checked(boolean intact, String text) implements HostReply {}

    /**
     * What a guest dirtied.
     *
     * @param intervals in order, each with the time that it really took
     */
    record Measured(String guest, long memoryBytes, List<DirtyPages> intervals)
            implements HostReply {}

    record Migrations(List<MigrationInfo> migrations) implements HostReply {}

    /** What a recovery would do. */
    record RecoveryPlan(List<RecoveryStep> steps) implements HostReply {}

    /** What a recovery has done. */
    record Recovered(List<RecoveryResult> results) implements HostReply {}

    /** How far the round under way is. */
    record Progress(int round, long bytes) implements HostReply {}

    /**
     * How the guest's pages stand, for whoever asked for cells.
     *
     * @param round under way
     */
    record Pages(int round, PageSummary summary) implements HostReply {}

    /** A pre-copy round is over. */
    record Round(RoundStatistics statistics, long expectedDowntimeNs, long linkRateBytesPerSecond)
            implements HostReply {}

    /** The migration has ended, one way or the other. */
    record Migrated(MigrationReport report, String dirtyLog) implements HostReply {}

    /**
     * The pages that were dirtied in a time.
     *
     * @param dirtiedPages distinct pages written in it
     * @param repeatedPages of these, pages that the time before had too; 0 of the first
     */
    record DirtyPages(long durationNs, long dirtiedPages, long repeatedPages) {}

    /**
     * One migration that this host knows of.
     *
     * @param guest its name; empty where it is not known
     * @param role {@code source} or {@code destination}
     * @param standing the journal's word for where it stands, or {@code coming}, {@code prepared}
     * @param peer the other side; empty where it is not known
     * @param sinceMs when it came to stand so, in milliseconds since 1970; 0 where it is not known
     */
    record MigrationInfo(
            String token, String guest, String role, String standing, String peer, long sinceMs) {}

    /**
     * One thing to do.
     *
     * @param what it is
     * @param risk what may be lost by it
     */
    record RecoveryStep(String guest, String token, String what, String risk) {}

    /**
     * What came of it.
     *
     * @param settled whether there is nothing left to do
     */
    record RecoveryResult(String guest, String token, boolean settled, String message) {}

    /**
     * One guest.
     *
     * @param place {@code running}, {@code saving}, {@code incoming}, {@code outgoing}; {@code
     *     down} for one that belongs here and whose memory is lost, {@code in doubt} for one that
     *     was released
     * @param status what the guest says of itself
     */
    record GuestInfo(
            String name,
            String kind,
            long memoryBytes,
            String mac,
            String ip,
            String dirtyLog,
            String place,
            String status) {}
}
