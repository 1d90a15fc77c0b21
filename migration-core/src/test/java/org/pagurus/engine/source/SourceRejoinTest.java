package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.engine.EngineOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.engine.source.SourceScript.Stand;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Resumed;
import org.pagurus.protocol.wire.StreamPosition;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** The connection is lost in pre-copy, and comes back or does not. */
class SourceRejoinTest {
    private static final Waits WAITS = Waits.DEFAULT;

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"SENDING", "HARVESTING"})
    void theGuestRunsOnWithItsLogWhileTheConnectionIsMadeAnew(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            script.hear(new SourceEvent.ConnectionLost("cut"));
            assertEquals("Away", script.state());
            assertTrue(script.did(SourceAction.AbandonStreams.class));
            assertFalse(script.did(SourceAction.StopDirtyLog.class));
            assertEquals(
                    new SourceAction.Reconnect(WAITS.firstRetryNs()), script.actions.getLast());
            script.hear(new SourceEvent.Connected());
            assertTrue(script.sent(BodyCase.RESUME));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"SENDING", "HARVESTING"})
    void withoutALimitTheMigrationFailsAtOnce(Stand stand) {
        try (SourceScript script =
                new SourceScript(
                        EngineOptions.reconnecting(
                                EngineOptions.rounds(1, 2, Verification.DIGEST), 0))) {
            script.goTo(stand);
            script.hear(new SourceEvent.ConnectionLost("cut"));
            assertEquals("connection to the destination was lost: cut", script.end().reason());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"SENDING", "HARVESTING"})
    void silenceIsALossThatBeganWhenItWasHeardLast(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            long heardNs = script.nowNs;
            while (script.state().equals(stand.state())) {
                script.sleep();
            }
            assertEquals("Away", script.state());
            assertTrue(script.nowNs >= heardNs + WAITS.silenceNs());
            Outage outage = ((SourceState.Away) script.source.state()).outage();
            assertEquals(heardNs, outage.sinceNs());
            assertEquals(script.nowNs + WAITS.reconnectNs(), outage.untilNs());
        }
    }

    @Test
    void triesLessAndLessOftenUntilTheLimit() {
        try (SourceScript script = SourceScript.at(Stand.AWAY)) {
            long startNs = script.nowNs;
            long delayNs = WAITS.firstRetryNs();
            while (script.nowNs + delayNs < startNs + WAITS.reconnectNs()) {
                script.nowNs += delayNs;
                script.hear(new SourceEvent.ConnectionLost("refused"));
                delayNs = Math.min(2 * delayNs, WAITS.maxRetryNs());
                assertEquals(new SourceAction.Reconnect(delayNs), script.actions.getLast());
            }
            script.sleep();
            assertEquals("Ended", script.state());
            MigrationReport report = script.end();
            assertEquals(Outcome.FAILED, report.outcome());
            assertEquals(
                    "connection to the destination was lost: cut by the test;"
                            + " it did not come back within 30 s",
                    report.reason());
            assertTrue(script.did(SourceAction.StopDirtyLog.class));
            assertEquals(startNs + WAITS.reconnectNs(), script.nowNs);
        }
    }

    /** However often it seems to come back meanwhile. */
    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"REJOINING", "REOPENING"})
    void anotherLossWhileItComesBackHasTheSameLimit(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            long untilNs = ((SourceState.Interrupted) script.source.state()).outage().untilNs();
            script.hear(new SourceEvent.ConnectionLost("cut again"));
            assertEquals("Away", script.state());
            assertEquals(untilNs, ((SourceState.Away) script.source.state()).outage().untilNs());
        }
        try (SourceScript script = SourceScript.at(stand)) {
            while (!script.state().equals("Ended")) {
                script.sleep();
            }
            assertTrue(script.end().reason().contains("did not come back"));
        }
    }

    @Test
    void theTimeLimitHoldsWhileItIsAway() {
        try (SourceScript script =
                new SourceScript(
                        EngineOptions.reconnecting(
                                EngineOptions.rounds(1, 2, Verification.DIGEST),
                                2 * EngineOptions.TIME_LIMIT_NS))) {
            script.goTo(Stand.AWAY);
            script.sleep();
            assertEquals("time limit of 60 s reached in round 0", script.end().reason());
        }
    }

    @Test
    void goesOnBehindTheFramesThatHaveArrived() {
        try (SourceScript script = SourceScript.at(Stand.SENDING)) {
            script.fill(0);
            script.fill(1);
            script.hear(new SourceEvent.ConnectionLost("cut"));
            script.hear(new SourceEvent.Connected());
            script.hear(positions(0, position(0, 1), position(1, 0))); // and stream 1 has ended
            assertEquals(new SourceAction.OpenStreams(1), script.actions.getLast());
            assertFalse(script.source.senders().get(0).isRoundSent()); // its end was lost
            assertTrue(script.source.senders().get(1).isRoundSent());
            script.hear(new SourceEvent.StreamsOpened());
            assertEquals(new SourceAction.SendRound(0, false), script.actions.getLast());
            script.actions.clear();
            script.sendRound();
            ControlMessage end = script.sent().getLast();
            assertEquals(4, end.getRoundEnd().getPages());
            script.hear(SourceScript.message().setRoundReceived(received(0)));
            assertEquals("Harvesting", script.state());
        }
    }

    @Test
    void aRoundThatHasComeWholeIsHarvestedWhenItIsBack() {
        try (SourceScript script = SourceScript.at(Stand.SENDING)) {
            script.sendRound();
            script.hear(new SourceEvent.ConnectionLost("cut"));
            script.hear(new SourceEvent.Connected());
            script.hear(positions(1, position(1, 0), position(1, 0)));
            script.actions.clear();
            script.hear(new SourceEvent.StreamsOpened());
            assertEquals("Harvesting", script.state());
            assertTrue(script.did(SourceAction.Harvest.class));
        }
    }

    /** What the log said before the outage does not say how things stand. */
    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"AWAY", "REJOINING", "REOPENING", "HARVESTING"})
    void theLogIsReadOnceMoreWhenItWasBeingReadBefore(Stand reported) {
        try (SourceScript script = SourceScript.at(Stand.HARVESTING)) {
            script.hear(new SourceEvent.ConnectionLost("cut"));
            harvestedIf(script, reported == Stand.AWAY);
            script.hear(new SourceEvent.Connected());
            harvestedIf(script, reported == Stand.REJOINING);
            script.hear(positions(1, position(1, 0), position(1, 0)));
            harvestedIf(script, reported == Stand.REOPENING);
            script.actions.clear();
            script.hear(new SourceEvent.StreamsOpened());
            harvestedIf(script, reported == Stand.HARVESTING);
            assertEquals("Harvesting", script.state());
            assertTrue(script.did(SourceAction.Harvest.class));
            script.hear(new SourceEvent.Harvested(3));
            assertEquals("Pausing", script.state());
        }
    }

    private static void harvestedIf(SourceScript script, boolean now) {
        if (now) {
            script.hear(new SourceEvent.Harvested(3));
        }
    }

    @Test
    void theReportSaysHowOftenAndHowLong() {
        try (SourceScript script = SourceScript.at(Stand.REOPENING)) {
            long sinceNs = ((SourceState.Reopening) script.source.state()).outage().sinceNs();
            script.nowNs += EngineOptions.SECOND_NS;
            script.hear(new SourceEvent.StreamsOpened());
            long awayNs = script.nowNs - sinceNs;
            script.hear(new SourceEvent.CancelRequested("enough"));
            MigrationReport report = script.end();
            assertEquals(1, report.resumes());
            assertEquals(awayNs, report.awayNs());
        }
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                Arguments.of(
                        "resumed.attempt: expected 1 but found 2",
                        resumed(2, 0, position(0, 0), position(0, 0))),
                Arguments.of(
                        "resumed.round: expected 0 but found 2",
                        resumed(1, 2, position(2, 0), position(2, 0))),
                Arguments.of(
                        "resumed.streams: expected 2 but found 1", resumed(1, 0, position(0, 0))),
                Arguments.of(
                        "resumed.streams[1].round: expected 0 but found 2",
                        resumed(1, 0, position(0, 0), position(2, 0))),
                Arguments.of(
                        "resumed.round: expected 0 but found 1",
                        resumed(1, 1, position(1, 0), position(1, 0))),
                Arguments.of(
                        "resumed.streams[0].round: expected 0 or 1 but found 3",
                        resumed(1, 0, position(3, 0), position(0, 0))),
                Arguments.of(
                        "resumed.streams[0].frames: expected up to 1 but found 2",
                        resumed(1, 0, position(0, 2), position(0, 0))),
                Arguments.of(
                        "resumed.streams[0].frames: expected up to 1 but found 4294967295",
                        resumed(1, 0, position(0, -1), position(0, 0))),
                Arguments.of(
                        "resumed.streams[0].frames: expected up to 0 but found 1",
                        resumed(1, 0, position(1, 1), position(0, 0))),
                Arguments.of(
                        "resumed.streams[1].round: expected 0 but found 1",
                        resumed(1, 0, position(0, 0), position(1, 0))));
    }

    /** Stream 0 has sent a frame and its end, stream 1 nothing yet. */
    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void refusesAnAnswerThatCannotBe(String expected, ControlMessage.Builder answer) {
        try (SourceScript script = SourceScript.at(Stand.SENDING)) {
            script.fill(0);
            script.hear(new SourceEvent.ConnectionLost("cut"));
            script.hear(new SourceEvent.Connected());
            script.hear(answer);
            assertEquals("the destination: " + expected, script.end().reason());
        }
    }

    @Test
    void refusesThatARoundItHasConfirmedIsUnfinished() {
        try (SourceScript script = SourceScript.at(Stand.HARVESTING)) {
            script.hear(new SourceEvent.ConnectionLost("cut"));
            script.hear(new SourceEvent.Connected());
            script.hear(positions(0, position(0, 0), position(0, 0)));
            assertEquals(
                    "the destination: resumed.round: expected 1 but found 0",
                    script.end().reason());
        }
    }

    @Test
    void asksNoMoreOftenThanTheProtocolAllows() {
        try (SourceScript script = SourceScript.at(Stand.AWAY)) {
            for (int i = 0; i < Limits.RESUME_ATTEMPTS; i++) {
                script.hear(new SourceEvent.Connected());
                assertEquals("Rejoining", script.state());
                script.hear(new SourceEvent.ConnectionLost("cut"));
                script.actions.clear();
            }
            script.hear(new SourceEvent.Connected());
            assertFalse(script.sent(BodyCase.RESUME));
            assertTrue(script.end().reason().contains("was lost 1000 times"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"AWAY", "REJOINING", "REOPENING"})
    void cancellingTellsTheDestinationAsSoonAsItCan(Stand stand) {
        try (SourceScript script = SourceScript.at(stand)) {
            script.hear(new SourceEvent.CancelRequested("enough"));
            assertEquals("Settling", script.state());
            assertTrue(script.did(SourceAction.StopDirtyLog.class));
            if (stand == Stand.AWAY) {
                assertTrue(script.did(SourceAction.Reconnect.class));
                script.hear(new SourceEvent.Connected());
            }
            assertTrue(script.sent(BodyCase.CANCEL));
            assertEquals(Outcome.CANCELLED, script.end().outcome());
        }
    }

    private static org.pagurus.protocol.wire.RoundReceived received(int round) {
        return org.pagurus.protocol.wire.RoundReceived.newBuilder().setRound(round).build();
    }

    private static StreamPosition position(int round, int frames) {
        return StreamPosition.newBuilder().setRound(round).setFrames(frames).build();
    }

    private static ControlMessage.Builder positions(int round, StreamPosition... streams) {
        return resumed(1, round, streams);
    }

    private static ControlMessage.Builder resumed(
            int attempt, int round, StreamPosition... streams) {
        Resumed.Builder resumed = Resumed.newBuilder().setAttempt(attempt).setRound(round);
        for (StreamPosition stream : streams) {
            resumed.addStreams(stream);
        }
        return SourceScript.message().setResumed(resumed);
    }
}
