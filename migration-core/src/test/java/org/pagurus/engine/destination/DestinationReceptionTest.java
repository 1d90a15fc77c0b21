package org.pagurus.engine.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.engine.destination.DestinationScript.Stand;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.guest.DeviceState;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.protocol.wire.SavedDevices;
import org.pagurus.protocol.wire.Setup;
import org.pagurus.protocol.wire.Verify;

/** Setup, rounds and completion: what comes from the source is checked. */
class DestinationReceptionTest {
    static Stream<Arguments> wrongSetups() {
        return Stream.of(
                wrong("pageSizeBytes", setup -> setup.setPageSizeBytes(8192)),
                wrong("streams", setup -> setup.setStreams(0)),
                wrong("streams", setup -> setup.setStreams(Limits.STREAMS + 1)),
                wrong("streams", setup -> setup.setStreams(-1)),
                wrong("guestName", setup -> setup.setGuestName("")),
                wrong("guestName", setup -> setup.setGuestName("../etc")),
                wrong("guestName", setup -> setup.setGuestName("a".repeat(65))),
                wrong("guestKind", setup -> setup.setGuestKind("")),
                wrong("guestKind", setup -> setup.setGuestKind("k".repeat(33))),
                wrong("memoryBytes", setup -> setup.setMemoryBytes(0)),
                wrong("memoryBytes", setup -> setup.setMemoryBytes(4097)),
                wrong("memoryBytes", setup -> setup.setMemoryBytes((64L << 30) + 4096)),
                wrong("memoryBytes", setup -> setup.setMemoryBytes(-4096)),
                wrong("mac", setup -> setup.setMac(1L << 48)),
                wrong(
                        "configuration",
                        setup ->
                                setup.setConfiguration(
                                        ByteString.copyFrom(
                                                new byte[Limits.CONFIGURATION_BYTES + 1]))),
                wrong("verify", setup -> setup.setVerify(Verify.VERIFY_UNSPECIFIED)),
                wrong("verify", setup -> setup.setVerifyValue(77)));
    }

    private static Arguments wrong(String field, UnaryOperator<Setup.Builder> change) {
        return Arguments.of("setup." + field, change);
    }

    @ParameterizedTest
    @MethodSource("wrongSetups")
    void refusesASetupWithAWrongField(String field, UnaryOperator<Setup.Builder> change) {
        try (DestinationScript script = new DestinationScript()) {
            Setup setup = ControlMessages.setup(script.original.description(), 2, false, 0, 0);
            script.hear(DestinationScript.message().setSetup(change.apply(setup.toBuilder())));
            assertTrue(script.failure().startsWith(field + ": expected "), script::failure);
            assertFalse(script.did(DestinationAction.Reserve.class));
            assertEquals("Unknown", script.state());
        }
    }

    @Test
    void reservesWhatTheSetupAsksFor() {
        try (DestinationScript script = new DestinationScript()) {
            script.setup(false);
            assertEquals(
                    List.of(
                            new DestinationAction.Reserve(
                                    script.original.description(), DestinationScript.STREAMS, 0)),
                    script.actions);
            script.hear(new DestinationEvent.ReserveFailed("memory", "expected less"));
            assertEquals("memory: expected less", script.failure());
        }
    }

    @Test
    void reservesTheWindowsOfAllStreams() {
        try (DestinationScript script = new DestinationScript()) {
            Setup setup = ControlMessages.setup(script.original.description(), 2, false, 20, 0);
            script.hear(DestinationScript.message().setSetup(setup));
            assertEquals(
                    List.of(
                            new DestinationAction.Reserve(
                                    script.original.description(), 2, 2L << 20)),
                    script.actions);
        }
    }

    @Test
    void guestThatIsReservedTooLateIsDiscarded() {
        try (DestinationScript script = DestinationScript.at(Stand.RESERVING)) {
            script.hear(DestinationScript.message().setCancel(Cancel.getDefaultInstance()));
            script.actions.clear();
            script.hear(new DestinationEvent.GuestReserved(script.guest));
            assertTrue(script.did(DestinationAction.Discard.class));
            assertFalse(script.sent(BodyCase.RESERVED));
            assertEquals("Unknown", script.state());
            assertTrue(script.destination.receivers().isEmpty());
        }
    }

    @Test
    void confirmsARoundOnceAllStreamsAndTheSourcesWordAreIn() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.sendRound(0, false);
            assertFalse(script.sent(BodyCase.ROUND_RECEIVED));
            script.hear(script.roundEnd(0));
            assertTrue(script.sent(BodyCase.ROUND_RECEIVED));
        }
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            RoundEnd first = script.sendShare(0, 0, false);
            RoundEnd second = script.sendShare(1, 0, false);
            script.hear(script.roundEnd(0));
            script.hear(new DestinationEvent.StreamRoundEnded(first));
            assertFalse(script.sent(BodyCase.ROUND_RECEIVED));
            script.hear(new DestinationEvent.StreamRoundEnded(second));
            assertTrue(script.sent(BodyCase.ROUND_RECEIVED));
        }
    }

    @Test
    void refusesARoundWithAnotherCountOfPages() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(script.roundEnd(0)); // 0 pages
            script.sendRound(0, false);
            assertEquals("roundEnd.pages: expected 300 but found 0", script.failure());
        }
    }

    @Test
    void refusesASecondWordAboutARound() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(script.roundEnd(0));
            script.hear(script.roundEnd(0));
            assertTrue(script.failure().contains("ROUND_END of round 0"), script::failure);
        }
    }

    @Test
    void refusesAStreamThatRunsAhead() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(new DestinationEvent.StreamRoundEnded(script.sendShare(0, 0, false)));
            script.hear(new DestinationEvent.StreamRoundEnded(script.sendShare(0, 1, false)));
            assertEquals("frame.round: stream 0 ended round 1 in round 0", script.failure());
        }
    }

    /** Otherwise a stream that is still open could write into the guest while it runs. */
    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {"RECEIVING"})
    void refusesStreamsThatDisagreeAboutTheLastRound(Stand stand) {
        for (boolean firstLast : new boolean[] {true, false}) {
            try (DestinationScript script = DestinationScript.at(stand)) {
                script.hear(
                        new DestinationEvent.StreamRoundEnded(script.sendShare(0, 0, firstLast)));
                script.hear(
                        new DestinationEvent.StreamRoundEnded(script.sendShare(1, 0, !firstLast)));
                assertTrue(script.failure().startsWith("frame.type: "), script::failure);
            }
        }
    }

    @Test
    void refusesALastRoundThatWasAnnouncedAsPreCopy() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(script.roundEnd(0));
            script.hear(new DestinationEvent.StreamRoundEnded(script.sendShare(0, 0, true)));
            assertTrue(script.failure().startsWith("frame.type: "), script::failure);
        }
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(new DestinationEvent.StreamRoundEnded(script.sendShare(0, 0, true)));
            script.hear(script.roundEnd(0));
            assertTrue(script.failure().contains("ROUND_END of round 0"), script::failure);
        }
    }

    @Test
    void aWrongFrameFailsTheMigration() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(new DestinationEvent.StreamFailed("page.number", "expected less"));
            assertEquals("page.number: expected less", script.failure());
            assertTrue(script.did(DestinationAction.Discard.class));
        }
    }

    @Test
    void preparesOnlyWhenPagesDevicesAndTheLastWordAreIn() {
        for (int order = 0; order < 6; order++) {
            try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
                RoundEnd[] ends = {script.sendShare(0, 0, true), script.sendShare(1, 0, true)};
                List<Runnable> steps =
                        List.of(
                                () -> {
                                    for (RoundEnd end : ends) {
                                        script.hear(new DestinationEvent.StreamRoundEnded(end));
                                    }
                                },
                                () -> {
                                    script.hear(script.savedDevices());
                                    script.hear(new DestinationEvent.DevicesLoaded());
                                },
                                () -> script.hear(script.lastRoundEnd()));
                int first = order / 2;
                int second = (first + 1 + order % 2) % 3;
                steps.get(first).run();
                steps.get(second).run();
                assertFalse(script.sent(BodyCase.PREPARED));
                steps.get(3 - first - second).run();
                assertTrue(script.sent(BodyCase.PREPARED), "order " + order);
                assertTrue(script.destination.isPrepared());
            }
        }
    }

    @Test
    void refusesAnotherDigest() {
        try (DestinationScript script = DestinationScript.at(Stand.COMPLETING)) {
            script.hear(script.savedDevices());
            script.hear(new DestinationEvent.DevicesLoaded());
            LastRoundEnd word = script.lastRoundEnd().getLastRoundEnd();
            script.hear(
                    DestinationScript.message()
                            .setLastRoundEnd(word.toBuilder().setDigest(word.getDigest() + 1)));
            assertEquals("lastRoundEnd.digest: the memories differ", script.failure());
        }
    }

    @Test
    void refusesAnotherCountOrRoundAtTheEnd() {
        for (int i = 0; i < 2; i++) {
            try (DestinationScript script = DestinationScript.at(Stand.COMPLETING)) {
                script.hear(script.savedDevices());
                script.hear(new DestinationEvent.DevicesLoaded());
                LastRoundEnd word = script.lastRoundEnd().getLastRoundEnd();
                script.hear(
                        DestinationScript.message()
                                .setLastRoundEnd(
                                        i == 0
                                                ? word.toBuilder().setPages(1)
                                                : word.toBuilder().setRound(1)));
                assertTrue(script.failure().startsWith("lastRoundEnd.pages: "), script::failure);
            }
        }
    }

    @Test
    void refusesASecondDeviceStateAndASecondLastWord() {
        try (DestinationScript script = DestinationScript.at(Stand.COMPLETING)) {
            script.hear(script.savedDevices());
            script.hear(script.savedDevices());
            assertTrue(script.failure().contains("SAVED_DEVICES"), script::failure);
        }
        try (DestinationScript script = DestinationScript.at(Stand.COMPLETING)) {
            script.hear(script.lastRoundEnd());
            script.hear(script.lastRoundEnd());
            assertTrue(script.failure().contains("LAST_ROUND_END"), script::failure);
        }
    }

    @Test
    void refusesATooLargeDeviceState() {
        try (DestinationScript script = DestinationScript.at(Stand.RECEIVING)) {
            script.hear(
                    DestinationScript.message()
                            .setSavedDevices(
                                    SavedDevices.newBuilder()
                                            .setState(
                                                    ByteString.copyFrom(
                                                            new byte[DeviceState.MAX_BYTES + 1]))));
            assertTrue(script.failure().startsWith("savedDevices.state: "), script::failure);
        }
    }

    @Test
    void deviceStateThatTheGuestRefusesFailsTheMigration() {
        try (DestinationScript script = DestinationScript.at(Stand.COMPLETING)) {
            script.hear(script.savedDevices());
            script.hear(new DestinationEvent.GuestFailed("state must have 16 bytes"));
            assertEquals("guest: state must have 16 bytes", script.failure());
        }
    }

    @Test
    void fullVerificationReadsTheMemoryAgain() {
        try (DestinationScript script = DestinationScript.at(Stand.VERIFYING)) {
            long digest = PageHashes.digestOf(script.guest.memory());
            script.hear(new DestinationEvent.MemoryVerified(digest));
            assertTrue(script.sent(BodyCase.PREPARED));
        }
        try (DestinationScript script = DestinationScript.at(Stand.VERIFYING)) {
            script.hear(new DestinationEvent.MemoryVerified(7));
            assertTrue(script.failure().startsWith("lastRoundEnd.digest: "), script::failure);
        }
    }
}
