package org.pagurus.engine.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.HostileMessages;
import org.pagurus.engine.destination.DestinationScript.Stand;
import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.memory.Seed;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Ownership;

/** A source that says anything at any time: nothing throws, and a refusal stands. */
class HostileSourceTest {
    private static final int RUNS = 40;
    private static final int MESSAGES = 30;

    @ParameterizedTest
    @EnumSource(Stand.class)
    void whateverItSaysTheGuestRunsOnlyBehindTheJournalAndNeverBehindARefusal(Stand stand) {
        Seed seed = Seed.fresh();
        Random random = seed.random(stand.ordinal());
        for (int run = 0; run < RUNS; run++) {
            try (DestinationScript script = new DestinationScript()) {
                script.goTo(stand);
                HostileMessages messages = new HostileMessages(random, DestinationScript.TOKEN);
                carryOut(script, script.actions.size() - 1, random);
                for (int i = 0; i < MESSAGES; i++) {
                    int done = script.actions.size();
                    script.hear(new DestinationEvent.Received(messages.next()));
                    if (random.nextInt(4) == 0) {
                        script.hear(
                                new DestinationEvent.StreamRoundEnded(
                                        new RoundEnd(
                                                random.nextInt(2),
                                                random.nextInt(2),
                                                random.nextInt(3),
                                                random.nextBoolean())));
                    }
                    carryOut(script, done, random);
                }
                check(script.actions);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e + seed.replay(getClass()), e);
            }
        }
    }

    private static void carryOut(DestinationScript script, int from, Random random) {
        for (int i = Math.max(0, from); i < script.actions.size(); i++) {
            int before = script.actions.size();
            switch (script.actions.get(i)) {
                case DestinationAction.Reserve a ->
                        script.hear(new DestinationEvent.ReserveFailed("memory", "none left"));
                case DestinationAction.CloseStreams a ->
                        script.hear(new DestinationEvent.StreamsClosed(a.attempt()));
                case DestinationAction.LoadDeviceState a ->
                        script.hear(
                                random.nextBoolean()
                                        ? new DestinationEvent.DevicesLoaded()
                                        : new DestinationEvent.GuestFailed("no such device"));
                case DestinationAction.VerifyMemory a ->
                        script.hear(new DestinationEvent.MemoryVerified(random.nextInt(2)));
                case DestinationAction.Append a ->
                        script.hear(
                                random.nextInt(4) == 0
                                        ? new DestinationEvent.AppendFailed("disk full")
                                        : new DestinationEvent.Appended());
                case DestinationAction.ResumeGuest a ->
                        script.hear(
                                random.nextInt(4) == 0
                                        ? new DestinationEvent.GuestFailed("no such vCPU")
                                        : new DestinationEvent.GuestResumed());
                default -> {}
            }
            assertTrue(script.actions.size() - before <= 8, script.actions::toString);
        }
    }

    private static void check(List<DestinationAction> actions) {
        boolean owned = false;
        boolean refused = false;
        boolean runs = false;
        for (DestinationAction action : actions) {
            switch (action) {
                case DestinationAction.Append a -> {
                    owned |= a.record().step() == Step.OWNED;
                    refused |= a.record().step() == Step.REFUSED;
                    assertFalse(runs && refused, () -> "refused a guest that runs: " + actions);
                }
                case DestinationAction.ResumeGuest a ->
                        assertTrue(owned && !refused, () -> "resumed: " + actions);
                case DestinationAction.Send a -> {
                    runs |= a.message().getBodyCase() == BodyCase.RUNNING;
                    if (a.message().hasStanding()) {
                        Ownership stands = a.message().getStanding().getOwnership();
                        assertEquals(
                                refused, stands == Ownership.OWNERSHIP_REFUSED, actions::toString);
                    }
                }
                default -> {}
            }
        }
    }
}
