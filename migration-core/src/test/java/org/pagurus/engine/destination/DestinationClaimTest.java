package org.pagurus.engine.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationScript.Stand;
import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Done;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Query;
import org.pagurus.protocol.wire.Release;

/** Ownership, and how long the destination waits for the source. */
class DestinationClaimTest {
    @Test
    void resumesOnlyBehindTheJournal() {
        try (DestinationScript script = DestinationScript.at(Stand.PREPARED)) {
            script.hear(DestinationScript.message().setRelease(Release.getDefaultInstance()));
            assertEquals(List.of(append(script, Step.OWNED)), script.actions);
            script.hear(new DestinationEvent.Appended());
            assertTrue(script.did(DestinationAction.ResumeGuest.class));
            assertFalse(script.sent(BodyCase.RUNNING));
            script.hear(new DestinationEvent.GuestResumed());
            assertTrue(script.destination.isOwned());
            assertTrue(script.did(DestinationAction.Announce.class));
            assertTrue(script.sent(BodyCase.RUNNING));
        }
    }

    @Test
    void journalThatFailsLeavesItPreparedForTheNextRelease() {
        try (DestinationScript script = DestinationScript.at(Stand.OWNING)) {
            script.hear(new DestinationEvent.AppendFailed("disk full"));
            assertFalse(script.did(DestinationAction.ResumeGuest.class));
            assertTrue(script.destination.isPrepared());
            script.hear(DestinationScript.message().setRelease(Release.getDefaultInstance()));
            assertTrue(script.did(DestinationAction.Append.class));
        }
    }

    @Test
    void refusalIsSaidOnlyBehindTheJournal() {
        try (DestinationScript script = DestinationScript.at(Stand.REFUSING)) {
            script.hear(new DestinationEvent.AppendFailed("disk full"));
            assertEquals("Unknown", script.state());
            assertEquals(List.of(), script.sent());
            script.hear(DestinationScript.message().setQuery(Query.getDefaultInstance()));
            script.hear(new DestinationEvent.Appended());
            assertTrue(script.stood(Ownership.OWNERSHIP_REFUSED));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"UNKNOWN", "REFUSED"})
    void noReleaseRevivesAGuestThatIsGone(Stand stand) {
        try (DestinationScript script = DestinationScript.at(stand)) {
            for (int i = 0; i < 3; i++) {
                script.hear(DestinationScript.message().setRelease(Release.getDefaultInstance()));
                if (script.state().equals("Refusing")) {
                    script.hear(new DestinationEvent.Appended());
                }
            }
            assertFalse(script.did(DestinationAction.ResumeGuest.class));
            assertTrue(script.stood(Ownership.OWNERSHIP_REFUSED));
            assertEquals("Refused", script.state());
        }
    }

    /** It never ran here, so it can still go back. */
    @Test
    void guestThatCannotBeResumedIsRefused() {
        try (DestinationScript script = DestinationScript.at(Stand.RESUMING)) {
            script.hear(new DestinationEvent.GuestFailed("no such vCPU"));
            assertTrue(script.did(DestinationAction.Discard.class));
            assertEquals(append(script, Step.REFUSED), script.actions.getLast());
            assertFalse(script.sent(BodyCase.STANDING));
            script.hear(new DestinationEvent.Appended());
            assertTrue(script.stood(Ownership.OWNERSHIP_REFUSED));
            assertFalse(script.destination.isOwned());
        }
    }

    @Test
    void recallsWhatTheJournalSays() {
        for (Recalled cell : RECALLED) {
            JournalRecord last =
                    cell.step() == null
                            ? null
                            : JournalRecord.of(cell.step(), DestinationScript.TOKEN, null);
            MigrationDestination recalled =
                    MigrationDestination.recall(
                            DestinationScript.TOKEN, last, cell.guestGone(), Waits.DEFAULT, 1_000);
            assertEquals(Long.MAX_VALUE, recalled.nextTimeoutNs());
            recalled.handle(
                    new DestinationEvent.Received(
                            DestinationScript.message()
                                    .setQuery(Query.getDefaultInstance())
                                    .build()),
                    2_000);
            assertEquals(cell.answer(), answer(recalled.poll()), cell::toString);
        }
    }

    private record Recalled(Step step, boolean guestGone, String answer) {}

    private static final List<Recalled> RECALLED =
            List.of(
                    new Recalled(null, false, "writes REFUSED"),
                    new Recalled(Step.REFUSED, false, "STANDING"),
                    new Recalled(Step.OWNED, true, "writes REFUSED"),
                    new Recalled(Step.OWNED, false, "RUNNING"),
                    new Recalled(Step.CONFIRMED, false, "RUNNING"),
                    new Recalled(Step.CONFIRMED, true, "RUNNING"));

    private static String answer(DestinationAction action) {
        return switch (action) {
            case DestinationAction.Send a -> a.message().getBodyCase().name();
            case DestinationAction.Append a -> "writes " + a.record().step();
            default -> String.valueOf(action);
        };
    }

    @Test
    void theSourceConfirmsOnce() {
        try (DestinationScript script = DestinationScript.at(Stand.OWNED)) {
            script.hear(DestinationScript.message().setDone(Done.getDefaultInstance()));
            assertEquals(List.of(append(script, Step.CONFIRMED)), script.actions);
            script.hear(new DestinationEvent.AppendFailed("disk full"));
            script.actions.clear();
            script.hear(DestinationScript.message().setDone(Done.getDefaultInstance()));
            assertEquals(List.of(), script.actions);
            script.hear(DestinationScript.message().setQuery(Query.getDefaultInstance()));
            assertTrue(script.sent(BodyCase.RUNNING));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"IDLE", "RESERVING", "COMPLETING", "VERIFYING"})
    void forgetsTheGuestWhenTheSourceIsGoneBeforeItIsPrepared(Stand stand) {
        try (DestinationScript script = DestinationScript.at(stand)) {
            script.sleep();
            assertEquals("link: no word from the source for 15 s", script.failure());
            assertTrue(script.did(DestinationAction.Discard.class));
        }
        try (DestinationScript script = DestinationScript.at(stand)) {
            script.hear(new DestinationEvent.ConnectionLost("cut"));
            assertTrue(script.did(DestinationAction.Discard.class));
            assertEquals(
                    new DestinationAction.Finish(false, "connection to the source was lost: cut"),
                    script.actions.getLast());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"PREPARED", "OWNING", "RESUMING", "OWNED", "UNKNOWN", "REFUSING", "REFUSED"})
    void waitsForTheSourceHoweverLongOnceItIsPrepared(Stand stand) {
        try (DestinationScript script = DestinationScript.at(stand)) {
            assertEquals(Long.MAX_VALUE, script.destination.nextTimeoutNs());
            script.destination.timeout(Long.MAX_VALUE - 1);
            script.hear(new DestinationEvent.ConnectionLost("cut"));
            script.hear(new DestinationEvent.StreamFailed("frame", "cut"));
            assertEquals(stand.state(), script.state());
            assertEquals(List.of(), script.actions);
        }
    }

    @Test
    void lateWordOfABrokenConnectionDoesNotSilenceTheNextOne() {
        try (DestinationScript script = DestinationScript.at(Stand.PREPARED)) {
            script.hear(new DestinationEvent.Connected());
            script.hear(new DestinationEvent.ConnectionLost("the one before"));
            script.hear(DestinationScript.message().setQuery(Query.getDefaultInstance()));
            assertTrue(script.stood(Ownership.OWNERSHIP_PREPARED));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"UNKNOWN", "REFUSING", "REFUSED"})
    void lateCompletionsAfterForgettingChangeNothing(Stand stand) {
        try (DestinationScript script = DestinationScript.at(stand)) {
            script.hear(new DestinationEvent.StreamRoundEnded(new RoundEnd(0, 0, 1, false)));
            script.hear(new DestinationEvent.StreamFailed("frame", "late"));
            script.hear(new DestinationEvent.DevicesLoaded());
            script.hear(new DestinationEvent.MemoryVerified(1));
            script.hear(new DestinationEvent.GuestFailed("late"));
            script.hear(new DestinationEvent.ReserveFailed("memory", "late"));
            assertEquals(stand.state(), script.state());
            assertEquals(List.of(), script.actions);
        }
    }

    @Test
    void probesKeepTheMigrationAlive() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            long beforeNs = script.destination.nextTimeoutNs();
            script.nowNs += 1_000_000;
            script.hear(
                    DestinationScript.message()
                            .setClockProbe(
                                    org.pagurus.protocol.wire.ClockProbe.newBuilder()
                                            .setSentNs(77)));
            assertTrue(script.destination.nextTimeoutNs() > beforeNs);
            ControlMessage reply = script.sent().getFirst();
            assertEquals(77, reply.getClockReply().getProbeSentNs());
            assertEquals(script.nowNs, reply.getClockReply().getReceivedNs());
        }
    }

    @Test
    void messageOfAnotherMigrationFailsIt() {
        ControlMessage.Builder other =
                ControlMessage.newBuilder().setToken(new MigrationToken(1, 3).toBytes());
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(other.setCancel(Cancel.getDefaultInstance()));
            assertTrue(script.failure().contains("CANCEL of another migration"), script::failure);
        }
        try (DestinationScript script = DestinationScript.at(Stand.PREPARED)) {
            script.hear(other.setRelease(Release.getDefaultInstance()));
            assertEquals("Prepared", script.state());
            assertEquals(List.of(), script.actions);
        }
    }

    @Test
    void spuriousCallsDoNoHarm() {
        for (Stand stand : Stand.values()) {
            try (DestinationScript script = DestinationScript.at(stand)) {
                DestinationState before = script.destination.state();
                script.destination.timeout(script.nowNs);
                assertNull(script.destination.poll());
                assertEquals(before, script.destination.state());
            }
        }
    }

    private static DestinationAction append(DestinationScript script, Step step) {
        return new DestinationAction.Append(
                JournalRecord.of(step, DestinationScript.TOKEN, script.original.description()));
    }
}
