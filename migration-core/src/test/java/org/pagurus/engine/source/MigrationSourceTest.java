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
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.engine.source.SourceScript.Stand;
import org.pagurus.guest.DeviceState;
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

class MigrationSourceTest {
    private static final Waits WAITS = Waits.DEFAULT;

    // Giving up.

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {
                "IDLE",
                "RESERVING",
                "OPENING_STREAMS",
                "COMPARING_CLOCKS",
                "SENDING",
                "HARVESTING",
                "PAUSING",
                "LAST_HARVEST",
                "STOP_AND_COPY",
                "AWAITING_PREPARED"
            })
    void cancelBeforeTheReleaseResumesTheGuestAndTellsTheDestination(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            boolean paused = stand.ordinal() >= Stand.PAUSING.ordinal();
            boolean logging = stand.ordinal() >= Stand.SENDING.ordinal();
            script.hear(new SourceEvent.CancelRequested("enough"));
            assertTrue(script.did(SourceAction.AbandonStreams.class));
            assertEquals(paused, script.did(SourceAction.ResumeGuest.class));
            assertEquals(logging, script.did(SourceAction.StopDirtyLog.class));
            MigrationReport report = script.end();
            assertEquals(Outcome.CANCELLED, report.outcome());
            assertEquals("enough", report.reason());
            assertNull(report.memoryIdentical());
            assertTrue(script.sent(BodyCase.CANCEL));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"RELEASING", "RELEASED", "IN_DOUBT", "RECLAIMING", "AUDITING"})
    void cancelBehindTheReleaseChangesNothing(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            assertTrue(script.source.isReleased());
            script.hear(new SourceEvent.CancelRequested("enough"));
            script.hear(new SourceEvent.GuestFailed("late word of a step before"));
            if (stand != Stand.AUDITING) {
                assertEquals(stand.state(), script.state());
                assertEquals(List.of(), script.actions);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void secondCancelChangesNothing(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            script.hear(new SourceEvent.CancelRequested("enough"));
            String state = script.state();
            script.actions.clear();
            script.hear(new SourceEvent.CancelRequested("more than enough"));
            assertEquals(state, script.state());
            assertEquals(List.of(), script.actions);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"RESUMING", "SETTLING", "ENDED"})
    void lateCompletionsAfterGivingUpChangeNothing(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            script.hear(new SourceEvent.StreamsOpened());
            script.hear(new SourceEvent.StreamFinished(0, StreamTally.NONE));
            script.hear(new SourceEvent.Harvested(7));
            script.hear(new SourceEvent.GuestPaused());
            script.hear(new SourceEvent.DeviceStateSaved(new byte[1]));
            script.hear(new SourceEvent.MemoryVerified(1));
            assertEquals(stand.state(), script.state());
            assertEquals(List.of(), script.actions);
        }
    }

    @Test
    void connectionLostBeforeTheStartEndsIt() {
        try (SourceScript script = new SourceScript()) {
            script.hear(new SourceEvent.ConnectionLost("refused"));
            assertEquals(0, script.end().totalTimeNs());
            script.start(); // the driver need not know
            assertEquals("Ended", script.state());
        }
    }

    @Test
    void messageBeforeTheStartEndsIt() {
        try (SourceScript script = new SourceScript()) {
            script.hear(SourceScript.message().setReserved(Reserved.getDefaultInstance()));
            script.start();
            assertFalse(script.sent(BodyCase.SETUP));
            assertEquals(Outcome.FAILED, script.end().outcome());
        }
    }

    @Test
    void policyThatGivesUpTellsTheLimitThatWouldHaveSufficed() {
        try (SourceScript script = new SourceScript(EngineOptions.givingUp())) {
            script.goTo(Stand.HARVESTING);
            script.hear(new SourceEvent.Harvested(0));
            MigrationReport report = script.end();
            assertEquals("no way", report.reason());
            assertEquals(7 * EngineOptions.SECOND_NS, report.sufficientDowntimeLimitNs());
        }
    }

    @Test
    void guestThatCannotBeResumedIsReported() {
        try (SourceScript script = SourceScript.at(Stand.RESUMING)) {
            script.hear(new SourceEvent.GuestFailed("no such vCPU"));
            assertEquals("Settling", script.state());
            String reason = script.end().reason();
            assertTrue(reason.contains("by the test"), reason);
            assertTrue(reason.contains("could not be resumed here: no such vCPU"), reason);
        }
    }

    @Test
    void tooLargeDeviceStateIsNotSent() {
        try (SourceScript script = SourceScript.at(Stand.STOP_AND_COPY)) {
            script.hear(new SourceEvent.DeviceStateSaved(new byte[DeviceState.MAX_BYTES + 1]));
            assertFalse(script.sent(BodyCase.SAVED_DEVICES));
            assertTrue(script.did(SourceAction.ResumeGuest.class));
            assertEquals(
                    "guest: expected up to 1048576 bytes of device state but found 1048577",
                    script.end().reason());
        }
    }

    @Test
    void settlingReconnectsOnlyWhenTheDestinationMayHoldTheGuest() {
        try (SourceScript script = SourceScript.at(Stand.AWAITING_PREPARED)) {
            script.hear(new SourceEvent.ConnectionLost("cut"));
            script.hear(new SourceEvent.GuestResumed());
            assertEquals("Settling", script.state());
            assertTrue(script.did(SourceAction.Reconnect.class));
            script.hear(new SourceEvent.Connected());
            assertTrue(script.sent(BodyCase.CANCEL));
        }
        try (SourceScript script = SourceScript.at(Stand.STOP_AND_COPY)) {
            script.hear(new SourceEvent.ConnectionLost("cut"));
            script.hear(new SourceEvent.GuestResumed());
            assertEquals("Ended", script.state());
        }
    }

    @Test
    void settlingRetriesUntilItsLimit() {
        try (SourceScript script = SourceScript.at(Stand.SETTLING)) {
            int reconnects = 0;
            while (script.state().equals("Settling")) {
                script.actions.clear();
                script.hear(new SourceEvent.ConnectionLost("refused"));
                for (SourceAction action : script.actions) {
                    if (action instanceof SourceAction.Reconnect reconnect) {
                        script.nowNs += reconnect.delayNs();
                        reconnects++;
                        assertTrue(reconnects < 100, "no end");
                    }
                }
            }
            assertTrue(reconnects > 3 && script.nowNs < WAITS.settleNs() + 10_000, "" + reconnects);
        }
    }

    // Waiting.

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {
                "RESERVING",
                "OPENING_STREAMS",
                "COMPARING_CLOCKS",
                "SENDING",
                "HARVESTING",
                "PAUSING",
                "LAST_HARVEST",
                "STOP_AND_COPY",
                "AWAITING_PREPARED"
            })
    void silenceBeforeTheReleaseFailsTheMigration(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            sleepWhileIn(script, stand);
            assertTrue(script.sent(BodyCase.CLOCK_PROBE));
            if (script.state().equals("Resuming")) {
                script.hear(new SourceEvent.GuestResumed());
            }
            while (!script.state().equals("Ended")) {
                script.hear(new SourceEvent.ConnectionLost("refused"));
                script.nowNs += EngineOptions.SECOND_NS;
            }
            assertEquals(
                    "connection to the destination was lost: no word from the destination for 15 s",
                    script.end().reason());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {
                "RESERVING",
                "OPENING_STREAMS",
                "SENDING",
                "HARVESTING",
                "PAUSING",
                "LAST_HARVEST",
                "STOP_AND_COPY",
                "AWAITING_PREPARED"
            })
    void everyWaitBeforeTheReleaseHasALimitThoughTheDestinationLives(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            while (script.state().equals(stand.state())) {
                script.sleep();
                if (script.state().equals(stand.state())) {
                    script.hear(script.clockReply());
                }
            }
            boolean paused = stand.ordinal() >= Stand.PAUSING.ordinal();
            String reason = script.end().reason();
            assertEquals(
                    paused
                            ? "stop-and-copy took longer than its limit of 60 s"
                            : "time limit of 60 s reached"
                                    + (stand == Stand.SENDING ? " in round 0" : ""),
                    reason);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {
                "IDLE",
                "RELEASING",
                "IN_DOUBT",
                "RECLAIMING",
                "AUDITING",
                "RESUMING",
                "ENDED"
            })
    void waitsWithoutLimitForThisHostAndForOwnershipInDoubt(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            assertEquals(Long.MAX_VALUE, script.source.nextTimeoutNs());
            script.source.timeout(Long.MAX_VALUE - 1);
            assertEquals(stand.state(), script.state());
            assertNull(script.source.poll());
        }
    }

    @Test
    void settlingEndsAtItsLimit() {
        try (SourceScript script = SourceScript.at(Stand.SETTLING)) {
            long atNs = script.nowNs;
            script.sleep();
            assertEquals(atNs + WAITS.settleNs(), script.nowNs);
            assertEquals("Ended", script.state());
        }
    }

    @Test
    void silenceBehindTheReleasePutsOwnershipInDoubt() {
        try (SourceScript script = SourceScript.at(Stand.RELEASED)) {
            sleepWhileIn(script, Stand.RELEASED);
            assertTrue(script.source.isInDoubt());
            assertTrue(script.did(SourceAction.Reconnect.class));
            script.hear(new SourceEvent.Connected());
            assertTrue(script.sent(BodyCase.QUERY));
            script.actions.clear();
            for (int i = 0; i < 20 && !script.did(SourceAction.Reconnect.class); i++) {
                script.sleep();
            }
            assertEquals(
                    new SourceAction.Reconnect(2 * WAITS.firstRetryNs()), script.actions.getLast());
        }
    }

    @Test
    void timeLimitOfAnyLengthIsALimit() {
        MigrationOptions options = EngineOptions.rounds(1, 1, Verification.DIGEST);
        MigrationOptions endless =
                new MigrationOptions(
                        1,
                        options.policy(),
                        options.limits(),
                        options.verify(),
                        Long.MAX_VALUE,
                        options.waits(),
                        options.fixedDowntime());
        try (SourceScript script = new SourceScript(endless)) {
            script.start();
            script.sleep();
            assertEquals("Reserving", script.state());
        }
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void spuriousCallsDoNoHarm(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            SourceState before = script.source.state();
            script.source.timeout(script.nowNs);
            assertNull(script.source.poll());
            assertEquals(before, script.source.state());
        }
    }

    // Ownership.

    @Test
    void releasesOnlyBehindTheJournal() {
        try (SourceScript script = SourceScript.at(Stand.RELEASING)) {
            assertFalse(script.sent(BodyCase.RELEASE));
            script.hear(new SourceEvent.Appended());
            assertTrue(script.sent(BodyCase.RELEASE));
        }
    }

    @Test
    void journalThatFailsLeavesTheGuestHere() {
        try (SourceScript script = SourceScript.at(Stand.RELEASING)) {
            script.hear(new SourceEvent.AppendFailed("disk full"));
            assertFalse(script.sent(BodyCase.RELEASE));
            assertTrue(script.did(SourceAction.ResumeGuest.class));
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
            script.sendRound(1, false);
            script.hear(
                    SourceScript.message()
                            .setRoundReceived(
                                    org.pagurus.protocol.wire.RoundReceived.newBuilder()
                                            .setRound(1)));
            script.hear(new SourceEvent.Harvested(0));
            script.guest.pause();
            script.hear(new SourceEvent.GuestPaused());
            script.hear(new SourceEvent.Harvested(0));
            script.sendRound(2, true);
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
                                    new JournalRecord(
                                            SourceScript.TOKEN,
                                            script.guest.description().name(),
                                            JournalRecord.Step.RECLAIMED))),
                    script.actions);
            script.hear(new SourceEvent.Appended());
            assertTrue(script.did(SourceAction.ResumeGuest.class));
            assertTrue(script.actions.contains(new SourceAction.Throttle(0)));
            assertTrue(script.did(SourceAction.StopDirtyLog.class));
            script.hear(new SourceEvent.GuestResumed());
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
            assertEquals("Auditing", script.state());
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

    // What the destination says is not to be trusted.

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

    private static void sleepWhileIn(SourceScript script, Stand stand) {
        for (int i = 0; i < 100 && script.state().equals(stand.state()); i++) {
            script.sleep();
        }
        assertFalse(script.state().equals(stand.state()), "waits without limit in " + stand);
    }
}
