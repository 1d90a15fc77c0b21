package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.EngineOptions;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.engine.source.SourceScript.Stand;
import org.pagurus.guest.DeviceState;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** Giving up before the release: the guest runs on, and the destination is told. */
class SourceBackOutTest {
    private static final Waits WAITS = Waits.DEFAULT;

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
            names = {"RELEASING", "RELEASED", "IN_DOUBT", "RECLAIMING", "CONCLUDING", "AUDITING"})
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
            script.hear(new SourceEvent.GuestPaused(script.nowNs));
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
        for (long reconnectNs : new long[] {0, EngineOptions.SECOND_NS}) {
            MigrationOptions options = EngineOptions.rounds(1, 2, Verification.DIGEST);
            try (SourceScript script =
                    new SourceScript(EngineOptions.reconnecting(options, reconnectNs))) {
                script.goTo(Stand.STOP_AND_COPY);
                script.hear(new SourceEvent.ConnectionLost("cut"));
                assertTrue(script.did(SourceAction.ResumeGuest.class));
                script.hear(new SourceEvent.GuestResumed());
                assertEquals(reconnectNs == 0 ? "Ended" : "Settling", script.state());
            }
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
}
