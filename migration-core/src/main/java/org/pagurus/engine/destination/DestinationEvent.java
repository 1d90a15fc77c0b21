package org.pagurus.engine.destination;

import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.guest.Guest;
import org.pagurus.protocol.wire.ControlMessage;

/** What the destination is told. */
public sealed interface DestinationEvent {
    record Received(ControlMessage message) implements DestinationEvent {}

    /** There is a paused guest with empty memory. */
    record GuestReserved(Guest guest) implements DestinationEvent {}

    /** There can be no such guest here. */
    record ReserveFailed(String field, String reason) implements DestinationEvent {}

    /** A stream's {@link org.pagurus.engine.page.PageReceiver} has come to the end of a round. */
    record StreamRoundEnded(RoundEnd end) implements DestinationEvent {}

    /** A frame was not what may come: field and reason. */
    record StreamFailed(String field, String reason) implements DestinationEvent {}

    /** The page streams of earlier attempts than this are closed, and nothing comes of them. */
    record StreamsClosed(int attempt) implements DestinationEvent {}

    record DevicesLoaded() implements DestinationEvent {}

    /** The digest of all memory, read afresh. */
    record MemoryVerified(long digest) implements DestinationEvent {}

    record Appended() implements DestinationEvent {}

    record AppendFailed(String reason) implements DestinationEvent {}

    /** The guest runs since this instant. */
    record GuestResumed() implements DestinationEvent {}

    record GuestFailed(String reason) implements DestinationEvent {}

    /** The source has connected its control stream again. */
    record Connected() implements DestinationEvent {}

    /** The control stream or a page stream is broken. */
    record ConnectionLost(String reason) implements DestinationEvent {}
}
