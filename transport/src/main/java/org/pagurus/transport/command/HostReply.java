package org.pagurus.transport.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;

/** What a host daemon answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HostReply.Done.class, name = "done"),
    @JsonSubTypes.Type(value = HostReply.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = HostReply.Guests.class, name = "guests"),
    @JsonSubTypes.Type(value = HostReply.Progress.class, name = "progress"),
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

    /** How far the round under way is. */
    record Progress(int round, long bytes) implements HostReply {}

    /** A pre-copy round is over. */
    record Round(RoundStatistics statistics, long expectedDowntimeNs, long linkRateBytesPerSecond)
            implements HostReply {}

    /** The migration has ended, one way or the other. */
    record Migrated(MigrationReport report, String dirtyLog) implements HostReply {}

    /**
     * One guest.
     *
     * @param place {@code running}, {@code incoming}, {@code outgoing}
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
