package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.HostileMessages;
import org.pagurus.engine.source.SourceScript.Stand;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.memory.Seed;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;

/** A destination that says anything at any time: nothing throws, and the guest is never in two. */
class HostileDestinationTest {
    private static final int RUNS = 40;
    private static final int MESSAGES = 30;

    @ParameterizedTest
    @EnumSource(Stand.class)
    void whateverItSaysTheGuestIsNotResumedBehindARelease(Stand stand) {
        Seed seed = Seed.fresh();
        Random random = seed.random(stand.ordinal());
        for (int run = 0; run < RUNS; run++) {
            try (SourceScript script = new SourceScript()) {
                script.goTo(stand);
                HostileMessages messages = new HostileMessages(random, SourceScript.TOKEN);
                for (int i = 0; i < MESSAGES; i++) {
                    int done = script.actions.size();
                    ControlMessage message = messages.next();
                    script.hear(new SourceEvent.Received(message));
                    carryOut(script, done, random);
                }
                check(script.actions);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e + seed.replay(getClass()), e);
            }
        }
    }

    private static void carryOut(SourceScript script, int from, Random random) {
        for (int i = from; i < script.actions.size() && i < from + 200; i++) {
            int before = script.actions.size();
            switch (script.actions.get(i)) {
                case SourceAction.OpenStreams a -> script.hear(new SourceEvent.StreamsOpened());
                case SourceAction.SendRound a -> script.sendRound();
                case SourceAction.Harvest a -> script.hear(new SourceEvent.Harvested(0));
                case SourceAction.PauseGuest a -> {
                    script.guest.pause();
                    script.hear(new SourceEvent.GuestPaused(script.nowNs));
                }
                case SourceAction.SaveDeviceState a ->
                        script.hear(new SourceEvent.DeviceStateSaved(new byte[16]));
                case SourceAction.Append a ->
                        script.hear(
                                random.nextInt(4) == 0
                                        ? new SourceEvent.AppendFailed("disk full")
                                        : new SourceEvent.Appended());
                case SourceAction.ResumeGuest a -> script.hear(new SourceEvent.GuestResumed());
                case SourceAction.Audit a -> script.hear(new SourceEvent.Audited(0));
                case SourceAction.Reconnect a -> script.hear(new SourceEvent.Connected());
                default -> {}
            }
            // One call of the engine; sending a round makes one for each of the two streams.
            assertTrue(script.actions.size() - before <= 16, script.actions::toString);
        }
    }

    private static void check(List<SourceAction> actions) {
        boolean released = false;
        boolean reclaimed = false;
        boolean finished = false;
        for (SourceAction action : actions) {
            assertFalse(finished, () -> "behind Finish: " + actions);
            switch (action) {
                case SourceAction.Send a ->
                        released |= a.message().getBodyCase() == BodyCase.RELEASE;
                case SourceAction.Append a -> reclaimed |= a.record().step() == Step.RECLAIMED;
                case SourceAction.ResumeGuest a ->
                        assertTrue(!released || reclaimed, () -> "resumed: " + actions);
                case SourceAction.Finish a -> finished = true;
                default -> {}
            }
        }
    }
}
