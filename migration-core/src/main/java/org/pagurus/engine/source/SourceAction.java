package org.pagurus.engine.source;

import org.pagurus.journal.JournalRecord;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;

/**
 * What the source asks its driver to do. The driver carries actions out in the order in which they
 * come; those that name an event report it when they are done.
 */
public sealed interface SourceAction {
    /** Send a message on the control stream. Nothing happens when there is no connection. */
    record Send(ControlMessage message) implements SourceAction {}

    /**
     * Connect the page streams; reports {@link SourceEvent.StreamsOpened}.
     *
     * @param attempt tells them from those of an earlier connection: 0 for the first
     */
    record OpenStreams(int attempt) implements SourceAction {}

    /** Start the guest's dirty log. */
    record StartDirtyLog() implements SourceAction {}

    /** Stop the guest's dirty log. */
    record StopDirtyLog() implements SourceAction {}

    /**
     * Let each stream's {@link org.pagurus.engine.page.PageSender} fill frames until its round is
     * sent; reports {@link SourceEvent.StreamFinished} for each stream, even where nothing is left.
     */
    record SendRound(int round, boolean last) implements SourceAction {}

    /** Send no more pages and close the page streams, those still being connected too. */
    record AbandonStreams() implements SourceAction {}

    /** Harvest the dirty log; reports {@link SourceEvent.Harvested}. */
    record Harvest(PageBitmap dirty) implements SourceAction {}

    /** Tell whoever watches that a pre-copy round is over. */
    record RoundCompleted(
            RoundStatistics statistics, long expectedDowntimeNs, long linkRateBytesPerSecond)
            implements SourceAction {}

    /** Take this share of its running time from the guest. */
    record Throttle(int percent) implements SourceAction {}

    /** Pause the guest; reports {@link SourceEvent.GuestPaused}. */
    record PauseGuest() implements SourceAction {}

    /** Save the device state of the paused guest; reports {@link SourceEvent.DeviceStateSaved}. */
    record SaveDeviceState() implements SourceAction {}

    /**
     * Read all memory of the paused guest for its digest; reports {@link
     * SourceEvent.MemoryVerified}.
     */
    record VerifyMemory() implements SourceAction {}

    /**
     * Write to the journal; reports {@link SourceEvent.Appended} or {@link
     * SourceEvent.AppendFailed}.
     */
    record Append(JournalRecord record) implements SourceAction {}

    /**
     * Let the guest run on here; reports {@link SourceEvent.GuestResumed} or {@link
     * SourceEvent.GuestFailed}.
     */
    record ResumeGuest() implements SourceAction {}

    /** The guest is back: tell the network that its addresses are here, wherever they were. */
    record Announce() implements SourceAction {}

    /**
     * Close what is left of the connection, wait, and connect the control stream anew; reports
     * {@link SourceEvent.Connected} or {@link SourceEvent.ConnectionLost}. It replaces a {@code
     * Reconnect} that has reported nothing yet: that one is dropped and must report nothing.
     */
    record Reconnect(long delayNs) implements SourceAction {}

    /**
     * Compare the frozen memory with what was sent; reports {@link SourceEvent.Audited} or {@link
     * SourceEvent.GuestFailed}.
     */
    record Audit() implements SourceAction {}

    /** The guest lives elsewhere: give back its memory. */
    record DropGuest() implements SourceAction {}

    /** The migration is over. The last action. */
    record Finish(MigrationReport report) implements SourceAction {}
}
