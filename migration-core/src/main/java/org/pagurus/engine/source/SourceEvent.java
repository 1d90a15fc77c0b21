package org.pagurus.engine.source;

import org.pagurus.engine.page.StreamTally;
import org.pagurus.protocol.wire.ControlMessage;

/** What the source is told. */
public sealed interface SourceEvent {
    /** A control message has come. */
    record Received(ControlMessage message) implements SourceEvent {}

    /** The page streams are connected. */
    record StreamsOpened() implements SourceEvent {}

    /** A stream has sent its share of the round. */
    record StreamFinished(int stream, StreamTally tally) implements SourceEvent {}

    /** The dirty log was read: so many pages were marked. */
    record Harvested(long pages) implements SourceEvent {}

    /**
     * The guest is paused.
     *
     * @param beganNs when it was about to be: until then it ran
     */
    record GuestPaused(long beganNs) implements SourceEvent {}

    record GuestResumed() implements SourceEvent {}

    record DeviceStateSaved(byte[] state) implements SourceEvent {}

    /** The digest of all memory, read afresh. */
    record MemoryVerified(long digest) implements SourceEvent {}

    record Appended() implements SourceEvent {}

    record AppendFailed(String reason) implements SourceEvent {}

    /** The control stream is connected again. */
    record Connected() implements SourceEvent {}

    /** The control stream or a page stream is broken, or could not be connected. */
    record ConnectionLost(String reason) implements SourceEvent {}

    /** So many pages of the frozen memory differ from what was sent. */
    record Audited(long differences) implements SourceEvent {}

    /** A person wants the migration to stop. */
    record CancelRequested(String reason) implements SourceEvent {}

    /** A person takes the guest back without the destination's word. */
    record ReclaimForced(String reason) implements SourceEvent {}

    /** The guest could not do what was asked of it. */
    record GuestFailed(String reason) implements SourceEvent {}
}
