package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.EngineOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.source.SourceScript.Stand;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.Running;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** Who owns the guest behind the release, and what the destination may claim about it. */
class SourceHandOverTest {
    @Test
    void releasesOnlyBehindTheJournal() {
        try (SourceScript script = SourceScript.at(Stand.RELEASING)) {
            assertFalse(script.sent(BodyCase.RELEASE));
            script.hear(new SourceEvent.Appended());
            assertTrue(script.sent(BodyCase.RELEASE));
        }
    }

    /** Whoever is told may keep the processors busy. */
    @Test
    void watchersHearOfTheRoundBeforeThePauseWhenTheGuestRunsThere() {
        try (SourceScript script = new SourceScript()) {
            script.goTo(Stand.RELEASED);
            assertFalse(script.did(SourceAction.RoundCompleted.class));
            script.hear(SourceScript.message().setRunning(Running.getDefaultInstance()));
            assertTrue(script.did(SourceAction.RoundCompleted.class));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"PAUSING", "LAST_HARVEST", "STOP_AND_COPY", "AWAITING_PREPARED", "RELEASING"})
    void watchersHearOfTheRoundBeforeThePauseWhenTheGuestRunsOnHere(Stand stand) {
        try (SourceScript script = new SourceScript()) {
            script.goTo(stand);
            assertFalse(script.did(SourceAction.RoundCompleted.class));
            script.actions.clear();
            script.hear(
                    stand == Stand.RELEASING
                            ? new SourceEvent.AppendFailed("disk full")
                            : new SourceEvent.CancelRequested("by a person"));
            List<Class<?>> kinds = script.actions.stream().<Class<?>>map(Object::getClass).toList();
            assertTrue(
                    kinds.indexOf(SourceAction.RoundCompleted.class)
                            > kinds.indexOf(SourceAction.ResumeGuest.class),
                    script.actions::toString);
        }
    }

    @Test
    void downtimeBeginsWhenTheGuestIsAboutToBePaused() {
        try (SourceScript script = new SourceScript()) {
            script.goTo(Stand.PAUSING);
            script.nowNs += 5_000_000; // for whatever comes between the decision and the pause
            long beganNs = script.nowNs;
            script.guest.pause();
            script.nowNs += 1_000_000;
            script.hear(new SourceEvent.GuestPaused(beganNs));
            script.hear(new SourceEvent.Harvested(0));
            script.sendRound();
            script.hear(new SourceEvent.DeviceStateSaved(script.guest.saveDeviceState()));
            script.hear(SourceScript.message().setPrepared(Prepared.getDefaultInstance()));
            script.hear(new SourceEvent.Appended());
            script.hear(SourceScript.message().setRunning(Running.getDefaultInstance()));
            script.hear(new SourceEvent.Appended());
            script.hear(new SourceEvent.Audited(0));
            MigrationReport report = script.end();
            long pauseNs = report.downtimeParts().pauseNs();
            assertTrue(pauseNs >= 1_000_000 && pauseNs < 2_000_000, report::toString);
            assertTrue(report.downtimeNs() < 5_000_000, report::toString);
        }
    }

    @Test
    void journalThatFailsLeavesTheGuestHere() {
        try (SourceScript script = SourceScript.at(Stand.RELEASING)) {
            script.hear(new SourceEvent.AppendFailed("disk full"));
            assertFalse(script.sent(BodyCase.RELEASE));
            assertTrue(script.did(SourceAction.ResumeGuest.class));
            script.hear(new SourceEvent.GuestResumed());
            assertFalse(script.did(SourceAction.Announce.class)); // it never left
            assertEquals("journal: disk full", script.end().reason());
            assertTrue(script.sent(BodyCase.CANCEL));
        }
    }

    @Test
    void connectionLostWhileTheReleaseIsWrittenIsADoubt() {
        try (SourceScript script = SourceScript.at(Stand.RELEASING)) {
            script.hear(new SourceEvent.ConnectionLost("cut"));
            assertEquals("Releasing", script.state());
            script.hear(new SourceEvent.Appended());
            assertTrue(script.source.isInDoubt());
            assertFalse(script.sent(BodyCase.RELEASE));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"RELEASED", "IN_DOUBT"})
    void asksAgainUntilItIsTold(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            if (stand == Stand.IN_DOUBT) {
                script.hear(new SourceEvent.Connected());
            }
            for (int i = 0; i < 50; i++) {
                script.actions.clear();
                script.sleep();
                assertTrue(script.sent(BodyCase.QUERY), "not asked the " + i + "th time");
                script.hear(script.clockReply());
            }
            script.hear(SourceScript.standing(Ownership.OWNERSHIP_PREPARED));
            assertTrue(script.sent(BodyCase.RELEASE));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"RELEASED", "IN_DOUBT"})
    void refusedGuestIsReclaimedAndRunsOnAsBefore(Stand stand) {
        try (SourceScript script =
                new SourceScript(EngineOptions.rounds(2, 1, Verification.DIGEST))) {
            script.goTo(Stand.HARVESTING);
            script.hear(new SourceEvent.Harvested(0)); // the second round is throttled
            script.sendRound();
            script.hear(
                    SourceScript.message()
                            .setRoundReceived(
                                    org.pagurus.protocol.wire.RoundReceived.newBuilder()
                                            .setRound(1)));
            script.hear(new SourceEvent.Harvested(0));
            script.guest.pause();
            script.hear(new SourceEvent.GuestPaused(script.nowNs));
            script.hear(new SourceEvent.Harvested(0));
            script.sendRound();
            script.hear(new SourceEvent.DeviceStateSaved(script.guest.saveDeviceState()));
            script.hear(SourceScript.message().setPrepared(Prepared.getDefaultInstance()));
            script.hear(new SourceEvent.Appended());
            if (stand == Stand.IN_DOUBT) {
                script.hear(new SourceEvent.ConnectionLost("cut"));
                script.hear(new SourceEvent.Connected());
            }
            script.actions.clear();
            script.hear(SourceScript.standing(Ownership.OWNERSHIP_REFUSED));
            assertEquals(
                    List.of(
                            new SourceAction.Append(
                                    JournalRecord.of(
                                            JournalRecord.Step.RECLAIMED,
                                            SourceScript.TOKEN,
                                            script.guest.description()))),
                    script.actions);
            script.hear(new SourceEvent.Appended());
            assertTrue(script.did(SourceAction.ResumeGuest.class));
            assertTrue(script.actions.contains(new SourceAction.Throttle(0)));
            assertTrue(script.did(SourceAction.StopDirtyLog.class));
            assertFalse(script.did(SourceAction.Announce.class));
            script.hear(new SourceEvent.GuestResumed());
            // It may have run, and been announced, at the destination.
            assertTrue(script.did(SourceAction.Announce.class));
            assertEquals("Ended", script.state());
            assertEquals(Outcome.FAILED, script.end().outcome());
        }
    }

    @Test
    void reclaimIsTriedAgainWhenTheJournalFails() {
        try (SourceScript script = SourceScript.at(Stand.RECLAIMING)) {
            script.hear(new SourceEvent.AppendFailed("disk full"));
            assertFalse(script.did(SourceAction.ResumeGuest.class));
            assertTrue(script.source.isInDoubt());
            script.hear(new SourceEvent.Connected());
            script.hear(SourceScript.standing(Ownership.OWNERSHIP_REFUSED));
            assertEquals("Reclaiming", script.state());
        }
    }

    @Test
    void ownerThatDoesNotRunYetIsWaitedFor() {
        try (SourceScript script = SourceScript.at(Stand.IN_DOUBT)) {
            script.hear(new SourceEvent.Connected());
            script.hear(SourceScript.standing(Ownership.OWNERSHIP_OWNED));
            assertEquals("InDoubt", script.state());
            script.hear(SourceScript.message().setRunning(Running.getDefaultInstance()));
            assertEquals("Concluding", script.state());
        }
    }

    @Test
    void theDestinationMayForgetOnlyBehindTheJournal() {
        try (SourceScript script = SourceScript.at(Stand.CONCLUDING)) {
            assertFalse(script.sent(BodyCase.DONE));
            script.hear(new SourceEvent.Appended());
            assertTrue(script.sent(BodyCase.DONE));
            assertTrue(script.did(SourceAction.Audit.class));
        }
        try (SourceScript script = SourceScript.at(Stand.CONCLUDING)) {
            script.hear(new SourceEvent.AppendFailed("disk full"));
            assertFalse(script.sent(BodyCase.DONE));
            assertTrue(script.did(SourceAction.Audit.class));
            script.hear(new SourceEvent.Audited(0));
            assertEquals(Outcome.COMPLETED, script.end().outcome());
        }
    }

    @Test
    void aPersonMayTakeTheGuestBackWhileNobodyCanAsk() {
        try (SourceScript script = SourceScript.at(Stand.IN_DOUBT)) {
            script.hear(new SourceEvent.ReclaimForced("a person said so"));
            assertEquals(
                    List.of(
                            new SourceAction.Append(
                                    JournalRecord.of(
                                            JournalRecord.Step.FORCED,
                                            SourceScript.TOKEN,
                                            script.guest.description()))),
                    script.actions);
            script.hear(new SourceEvent.Appended());
            assertTrue(script.did(SourceAction.ResumeGuest.class));
            assertEquals("a person said so", script.end().reason());
        }
    }

    @Test
    void aForcedReclaimIsNoGuess() {
        try (SourceScript script = SourceScript.at(Stand.IN_DOUBT)) {
            script.hear(new SourceEvent.ReclaimForced("a person said so"));
            script.hear(new SourceEvent.AppendFailed("disk full"));
            assertFalse(script.did(SourceAction.ResumeGuest.class));
            assertTrue(script.source.isInDoubt());
        }
        try (SourceScript script = SourceScript.at(Stand.IN_DOUBT)) {
            script.hear(new SourceEvent.Connected());
            script.actions.clear();
            script.hear(new SourceEvent.ReclaimForced("the destination can be asked"));
            assertEquals(List.of(), script.actions);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Stand.class, names = "IN_DOUBT", mode = Mode.EXCLUDE)
    void aPersonForcesNothingButADoubt(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            script.hear(new SourceEvent.ReclaimForced("too early, or too late"));
            assertEquals(List.of(), script.actions);
            assertEquals(stand.state(), script.state());
        }
    }

    @Test
    void staleAnswersOfTheLastConnectionAreUnderstood() {
        try (SourceScript script = SourceScript.at(Stand.IN_DOUBT)) {
            script.hear(SourceScript.standing(Ownership.OWNERSHIP_PREPARED));
            script.actions.clear();
            script.hear(new SourceEvent.Connected());
            assertTrue(script.sent(BodyCase.QUERY), script.actions::toString);
        }
    }

    @Test
    void auditThatFindsAMissedWriteIsReported() {
        try (SourceScript script = SourceScript.at(Stand.AUDITING)) {
            script.hear(new SourceEvent.Audited(3));
            MigrationReport report = script.end();
            assertEquals(Outcome.COMPLETED, report.outcome());
            assertEquals(Boolean.FALSE, report.memoryIdentical());
            assertTrue(report.reason().contains("3 pages"), report::reason);
            assertTrue(script.did(SourceAction.DropGuest.class));
        }
    }

    @Test
    void auditThatCannotBeDoneStillEndsTheMigration() {
        try (SourceScript script = SourceScript.at(Stand.AUDITING)) {
            script.hear(new SourceEvent.GuestFailed("memory is gone"));
            MigrationReport report = script.end();
            assertEquals(Outcome.COMPLETED, report.outcome());
            assertNull(report.memoryIdentical());
            assertTrue(report.reason().contains("memory is gone"), report::reason);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"RESERVING", "AWAITING_PREPARED"})
    void messageOfAnotherMigrationFailsIt(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            ControlMessage.Builder message =
                    ControlMessage.newBuilder().setToken(new MigrationToken(1, 3).toBytes());
            script.hear(
                    stand == Stand.RESERVING
                            ? message.setReserved(Reserved.getDefaultInstance())
                            : message.setPrepared(Prepared.getDefaultInstance()));
            String reason = script.end().reason();
            assertTrue(reason.contains("of another migration in state"), reason);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 1_000, 1L << 40, Long.MAX_VALUE})
    void partsOfTheDowntimeAddUpWhateverTheDestinationClaims(long claim) {
        try (SourceScript script = SourceScript.at(Stand.AWAITING_PREPARED)) {
            script.nowNs += 1_000_000;
            script.hear(
                    SourceScript.message()
                            .setPrepared(
                                    Prepared.newBuilder()
                                            .setDeviceLoadNs(claim)
                                            .setDigestNs(claim)));
            script.nowNs += 1_000_000;
            script.hear(new SourceEvent.Appended());
            script.nowNs += 1_000_000;
            script.hear(
                    SourceScript.message()
                            .setRunning(
                                    Running.newBuilder()
                                            .setResumedAtNs(claim)
                                            .setJournalNs(claim)
                                            .setResumeNs(claim)));
            script.hear(new SourceEvent.Appended());
            script.hear(new SourceEvent.Audited(0));
            MigrationReport report = script.end();
            DowntimeParts parts = report.downtimeParts();
            List<Long> all =
                    List.of(
                            parts.pauseNs(),
                            parts.harvestNs(),
                            parts.lastPagesNs(),
                            parts.deviceStateNs(),
                            parts.digestNs(),
                            parts.verifyNs(),
                            parts.journalNs(),
                            parts.resumeNs(),
                            parts.messagesNs());
            assertTrue(all.stream().allMatch(part -> part >= 0), parts::toString);
            assertEquals(report.downtimeNs(), all.stream().mapToLong(part -> part).sum());
            assertTrue(report.downtimeNs() <= report.totalTimeNs(), report::toString);
            assertTrue(report.downtimeNs() >= 2_000_000, report::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Stand.class, names = "ENDED", mode = Mode.EXCLUDE)
    void finishIsTheLastAction(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            if (script.source.isReleased()) {
                return;
            }
            script.hear(new SourceEvent.CancelRequested("enough"));
            script.end();
            assertTrue(script.actions.getLast() instanceof SourceAction.Finish);
        }
    }
}
