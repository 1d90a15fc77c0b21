package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.EngineOptions;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.engine.source.SourceScript.Stand;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;

/** How long the source waits for what. */
class SourceWaitsTest {
    private static final Waits WAITS = Waits.DEFAULT;

    @ParameterizedTest
    @EnumSource(
            value = Stand.class,
            names = {
                "RESERVING",
                "OPENING_STREAMS",
                "COMPARING_CLOCKS",
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
                "CONCLUDING",
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

    private static void sleepWhileIn(SourceScript script, Stand stand) {
        for (int i = 0; i < 100 && script.state().equals(stand.state()); i++) {
            script.sleep();
        }
        assertFalse(script.state().equals(stand.state()), "waits without limit in " + stand);
    }
}
