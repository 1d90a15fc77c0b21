package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.report.Outcome;

/** What must hold when a {@link MigrationPair} has ended. */
final class PairChecks {
    /** Honest hosts find nothing wrong with what the other says, whatever the link does. */
    private static final Pattern BLAME =
            Pattern.compile(
                    "\\b(frame|page|round|roundEnd|lastRoundEnd|setup|resumed?|memory)[\\w.\\[\\]]*: "
                            + "|control.body: (?!RESUME may not come in state (Unknown|Refus))"
                            + "|the destination sent ");

    private PairChecks() {}

    /** Whoever has crashed: one host has the guest, or had it when its process died. */
    static void assertOneOwner(MigrationPair pair) {
        SourceHost source = pair.source;
        DestinationHost destination = pair.destination;
        Step last = source.lastStep();
        assertFalse(last.mustAsk(), () -> "never settled: " + last);
        String owners = "source " + source.owns() + ", destination " + destination.owns();
        assertTrue(source.owns() != destination.owns(), () -> last + ", owners: " + owners);
        SteppedGuest here = source.guest.isClosed() ? null : source.guest;
        SteppedGuest there = destination.guest;
        assertTrue(source.owns() || here == null, () -> "a copy is left at the source: " + last);
        // A copy that is complete may be left there when its source did not ask for it any more.
        assertFalse(source.owns() && destination.isGuestRunning(), "runs without its owner");
        SteppedGuest guest = source.owns() ? here : there;
        if (guest == null) {
            assertTrue(
                    source.hasCrashed || destination.hasCrashed,
                    () -> "the guest is lost and no host has crashed: " + owners + ", " + last);
            assertFalse(
                    pair.ledger.guestSurvived() && pair.faults.keepsWhatSurvives(),
                    "a process had the guest's memory, and it was dropped");
            return;
        }
        assertTrue(guest.isRunning(), () -> "the owner's guest does not run: " + owners);
        assertNull(guest.violation());
        assertTrue(
                guest.writes() >= pair.ledger.acknowledgedWrites(),
                () ->
                        "writes are lost: "
                                + guest.writes()
                                + " of "
                                + pair.ledger.acknowledgedWrites());
    }

    static boolean isReclaimed(MigrationPair pair) {
        return pair.source
                .journal
                .last(pair.source.engine.token())
                .filter(record -> record.step() == Step.RECLAIMED)
                .isPresent();
    }

    static void assertCompleted(MigrationPair pair) {
        var report = pair.source.report;
        assertNotNull(report, "the migration did not end");
        assertEquals(Outcome.COMPLETED, report.outcome(), report::toString);
        assertEquals(Boolean.TRUE, report.memoryIdentical());
        assertTrue(pair.destination.isGuestRunning());
        assertTrue(pair.source.guest.isClosed());
        assertTrue(pair.destination.announced);
        assertNull(pair.destination.guest.violation());
    }

    static void assertOneGuest(MigrationPair pair, String what) {
        var report = pair.source.report;
        assertNotNull(report, () -> what + ": the migration did not end");
        if (report.outcome() == Outcome.COMPLETED) {
            assertCompleted(pair);
            return;
        }
        assertFalse(BLAME.matcher(report.reason()).find(), () -> what + ": " + report.reason());
        assertTrue(
                pair.source.guest.isRunning(), () -> what + ": no guest runs: " + report.reason());
        assertEquals(0, pair.source.guest.throttlePercent(), what);
        assertFalse(pair.destination.announced, what);
        assertNull(pair.source.guest.violation(), what);
    }
}
