package org.pagurus.engine.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationScript.Stand;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Resumed;
import org.pagurus.protocol.wire.StreamPosition;

/** The connection is lost while rounds come in, and the source comes back or does not. */
class DestinationRejoinTest {
    private static final long SECOND_NS = 1_000_000_000;

    @Test
    void keepsTheGuestForTheSourcesLimitAndSilence() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(new DestinationEvent.ConnectionLost("cut"));
            assertTrue(script.destination.isAway());
            assertTrue(script.did(DestinationAction.Disconnect.class));
            assertFalse(script.did(DestinationAction.Discard.class));
            long lostNs = script.nowNs;
            script.sleep();
            assertEquals(lostNs + 30 * SECOND_NS + Waits.DEFAULT.silenceNs(), script.nowNs);
            assertEquals("Unknown", script.state());
            assertEquals(
                    new DestinationAction.Finish(
                            false,
                            "connection to the source was lost, and it did not come back within"
                                    + " 30 s"),
                    script.actions.getLast());
        }
    }

    @Test
    void discardsTheGuestAtOnceWhenTheSourceWillNotComeBack() {
        try (DestinationScript script = new DestinationScript()) {
            script.hear(
                    DestinationScript.message()
                            .setSetup(
                                    ControlMessages.setup(
                                            script.original.description(), 2, false, 0, 0)));
            script.hear(new DestinationEvent.GuestReserved(script.guest));
            script.hear(new DestinationEvent.ConnectionLost("cut"));
            assertEquals("Unknown", script.state());
            assertTrue(script.did(DestinationAction.Discard.class));
        }
        try (DestinationScript script = new DestinationScript()) {
            script.hear(
                    DestinationScript.message()
                            .setSetup(
                                    ControlMessages.setup(
                                            script.original.description(), 2, false, 0, 0)));
            script.hear(new DestinationEvent.GuestReserved(script.guest));
            script.hear(DestinationScript.resume(1, 0));
            assertTrue(script.failure().contains("RESUME may not come"), script::failure);
        }
    }

    @Test
    void silenceIsALoss() {
        for (Stand stand : new Stand[] {Stand.RECEIVING, Stand.REJOINING}) {
            try (DestinationScript script = DestinationScript.at(stand)) {
                script.sleep();
                assertEquals("Away", script.state());
                assertTrue(script.did(DestinationAction.Disconnect.class));
            }
        }
    }

    @Test
    void saysHowMuchHasComeOnceTheOldStreamsAreClosed() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            RoundEnd first = script.sendShare(0, 0, false);
            script.hear(new DestinationEvent.StreamRoundEnded(first));
            script.hear(new DestinationEvent.ConnectionLost("cut"));
            script.hear(new DestinationEvent.Connected());
            script.hear(DestinationScript.resume(1, 0));
            assertEquals(new DestinationAction.CloseStreams(1), script.actions.getLast());
            // What it had reported before it was closed counts.
            script.hear(new DestinationEvent.StreamRoundEnded(script.sendShare(1, 0, false)));
            assertFalse(script.sent(BodyCase.RESUMED));
            script.hear(new DestinationEvent.StreamsClosed(1));
            Resumed resumed = script.sent().getLast().getResumed();
            assertEquals(
                    Resumed.newBuilder()
                            .setAttempt(1)
                            .setRound(0)
                            .addStreams(StreamPosition.newBuilder().setRound(1))
                            .addStreams(StreamPosition.newBuilder().setRound(1))
                            .build(),
                    resumed);
            script.hear(script.roundEnd(0));
            assertTrue(script.sent(BodyCase.ROUND_RECEIVED));
        }
    }

    @Test
    void countsWholeFramesOfTheRoundThatComesIn() throws ProtocolException {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.sendShare(0, 0, false);
            script.sendFrames(1, 0, 1);
            script.hear(DestinationScript.resume(1, 0));
            script.hear(new DestinationEvent.StreamsClosed(1));
            Resumed resumed = script.sent().getLast().getResumed();
            assertEquals(
                    StreamPosition.newBuilder().setRound(0).setFrames(1).build(),
                    resumed.getStreams(1));
        }
    }

    @Test
    void theWordAboutARoundThatWasCutIsForgotten() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(script.roundEnd(0)); // 0 pages, as far as it had come then
            script.hear(DestinationScript.resume(1, 0));
            script.hear(new DestinationEvent.StreamsClosed(1));
            script.sendRound(0, false);
            script.hear(script.roundEnd(0));
            assertTrue(script.sent(BodyCase.ROUND_RECEIVED));
        }
    }

    @Test
    void receiversOfAnOldConnectionTakeNothing() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            PageReceiver old = script.destination.receivers().getFirst();
            script.hear(DestinationScript.resume(1, 0));
            script.hear(new DestinationEvent.StreamsClosed(1));
            assertNotSame(old, script.destination.receivers().getFirst());
            ProtocolException e =
                    assertThrows(
                            ProtocolException.class,
                            () -> old.receive(Arena.ofAuto().allocate(100)));
            assertEquals("frame", e.field());
        }
    }

    @Test
    void theLatestAttemptWins() {
        try (DestinationScript script = DestinationScript.at(Stand.REJOINING)) {
            script.hear(DestinationScript.resume(4, 0));
            script.hear(new DestinationEvent.StreamsClosed(1));
            assertFalse(script.sent(BodyCase.RESUMED));
            script.hear(new DestinationEvent.StreamsClosed(4));
            assertEquals(4, script.sent().getLast().getResumed().getAttempt());
            script.actions.clear();
            script.hear(new DestinationEvent.StreamsClosed(4));
            assertTrue(script.actions.isEmpty());
        }
    }

    static Stream<Arguments> wrongQuestions() {
        return Stream.of(
                Arguments.of("resume.attempt: expected 1 to 1000 but found 0", 0, 0),
                Arguments.of(
                        "resume.attempt: expected 1 to 1000 but found 1001",
                        Limits.RESUME_ATTEMPTS + 1,
                        0),
                Arguments.of("resume.attempt: expected 1 to 1000 but found 4294967295", -1, 0),
                Arguments.of("resume.round: expected 0 but found 1", 1, 1),
                Arguments.of("resume.round: expected 0 but found 4294967295", 1, -1));
    }

    @ParameterizedTest
    @MethodSource("wrongQuestions")
    void refusesAQuestionThatCannotBe(String expected, int attempt, int round) {
        for (Stand stand : new Stand[] {Stand.RECEIVING, Stand.AWAY}) {
            try (DestinationScript script = DestinationScript.at(stand)) {
                script.hear(DestinationScript.resume(attempt, round));
                assertEquals(expected, script.failure());
                assertTrue(script.did(DestinationAction.Discard.class));
            }
        }
    }

    @Test
    void refusesAnAttemptThatIsNotHigher() {
        try (DestinationScript script = DestinationScript.at(Stand.REJOINING)) {
            script.hear(DestinationScript.resume(1, 0));
            assertEquals("resume.attempt: expected 2 to 1000 but found 1", script.failure());
        }
    }
}
