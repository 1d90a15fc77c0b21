package org.pagurus.engine.destination;

import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.wire.ControlMessage;

/**
 * What the destination asks its driver to do, in the order in which it comes. Actions that name an
 * event report it when they are done.
 */
public sealed interface DestinationAction {
    /** Send a message on the control stream. Nothing happens when there is no connection. */
    record Send(ControlMessage message) implements DestinationAction {}

    /**
     * Make a paused guest of this description; reports {@link DestinationEvent.GuestReserved} or
     * {@link DestinationEvent.ReserveFailed}.
     *
     * @param windowBytes what the windows of all streams' long frames take while pages come
     */
    record Reserve(GuestDescription guest, int streams, long windowBytes)
            implements DestinationAction {}

    /** Close what is left of a connection that is lost: the control stream and the page streams. */
    record Disconnect() implements DestinationAction {}

    /**
     * Close the page streams; reports {@link DestinationEvent.StreamsClosed} when their threads
     * touch memory no more, behind all that they have reported. From then on page streams of this
     * attempt alone are taken, which have the receivers that there are then.
     */
    record CloseStreams(int attempt) implements DestinationAction {}

    /**
     * Put the device state into the guest; reports {@link DestinationEvent.DevicesLoaded} or {@link
     * DestinationEvent.GuestFailed}.
     */
    record LoadDeviceState(byte[] state) implements DestinationAction {}

    /**
     * Read all of the guest's memory for its digest; reports {@link
     * DestinationEvent.MemoryVerified}.
     */
    record VerifyMemory() implements DestinationAction {}

    /**
     * Write to the journal; reports {@link DestinationEvent.Appended} or {@link
     * DestinationEvent.AppendFailed}.
     */
    record Append(JournalRecord record) implements DestinationAction {}

    /**
     * Let the guest run; reports {@link DestinationEvent.GuestResumed}, or {@link
     * DestinationEvent.GuestFailed} when it does not run and never did.
     */
    record ResumeGuest() implements DestinationAction {}

    /** Tell the network where the guest's addresses are now. */
    record Announce() implements DestinationAction {}

    /**
     * The guest will not come: close the page streams, for their threads may not touch its memory
     * any more, and give it back. Comes again, even behind {@link Finish}, for a guest that was
     * still being made.
     */
    record Discard(String reason) implements DestinationAction {}

    /** The migration is over for this side. */
    record Finish(boolean owned, String reason) implements DestinationAction {}
}
