package org.pagurus.simulator.driver;

import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.report.MigrationReport;

/** What happens to a migration beside what its guest does. */
public sealed interface Happening {
    /** The two hosts are connected. */
    record Connected() implements Happening {}

    /** A connection is broken, or closed. */
    record Disconnected(String reason) implements Happening {}

    /** A host has heard a control message, and done what follows at once. */
    record Heard(VirtualHost host, BodyCase message) implements Happening {}

    /**
     * The destination has put a frame's pages to their places.
     *
     * @param damaged whether its bytes were changed on the way
     */
    record FrameTaken(boolean damaged) implements Happening {}

    /** A frame was refused, and the migration with it. */
    record FrameRefused(String field, String reason) implements Happening {}

    /** A host has written a step down. */
    record Written(VirtualHost host, Step step) implements Happening {}

    /** A host is about to lose all but its journal. */
    record Crashing(VirtualHost host) implements Happening {}

    /** It is there again. */
    record Restarted(VirtualHost host) implements Happening {}

    /** The source's engine has ended. */
    record Ended(MigrationReport report) implements Happening {}
}
