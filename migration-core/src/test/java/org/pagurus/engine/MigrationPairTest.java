package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.engine.EngineOptions.SECOND_NS;
import static org.pagurus.engine.PairChecks.assertCompleted;
import static org.pagurus.engine.PairChecks.assertOneGuest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.report.Outcome;

class MigrationPairTest {
    private static final long PAGES = 1024;
    private static final int ROUNDS = 4;

    private static MigrationPair pair(long seed, int streams, Verification verify) {
        return new MigrationPair(
                seed, EngineOptions.rounds(ROUNDS, streams, verify), PAGES, 300, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64})
    void completesOverAnyNumberOfStreams(int streams) {
        try (MigrationPair pair = pair(1, streams, Verification.DIGEST)) {
            pair.run();
            assertCompleted(pair);
        }
    }

    @ParameterizedTest
    @EnumSource(Verification.class)
    void partsOfTheDowntimeAddUpToIt(Verification verify) {
        try (MigrationPair pair = pair(7, 4, verify)) {
            pair.run();
            assertCompleted(pair);
            var report = pair.source.report;
            var parts = report.downtimeParts();
            long sum =
                    parts.pauseNs()
                            + parts.harvestNs()
                            + parts.lastPagesNs()
                            + parts.deviceStateNs()
                            + parts.digestNs()
                            + parts.verifyNs()
                            + parts.journalNs()
                            + parts.resumeNs()
                            + parts.messagesNs();
            assertEquals(report.downtimeNs(), sum);
            assertTrue(parts.messagesNs() >= 0, parts::toString);
            assertEquals(verify == Verification.FULL, parts.verifyNs() > 0, parts::toString);
        }
    }

    @Test
    void skipsPagesThatWereDirtiedAgain() {
        try (MigrationPair pair = pair(3, 2, Verification.DIGEST)) {
            pair.run();
            assertCompleted(pair);
            assertTrue(
                    pair.source.report.rounds().stream().anyMatch(r -> r.skippedPages() > 0),
                    () -> pair.source.report.rounds().toString());
        }
    }

    @Test
    void measuresTheRoundTripAndTheRate() {
        try (MigrationPair pair = pair(5, 1, Verification.DIGEST)) {
            pair.run();
            var report = pair.source.report;
            assertTrue(report.roundTripNs() >= 100_000, report::toString);
            assertTrue(Math.abs(report.clockOffsetNs()) < 100_000, report::toString);
        }
    }

    @Test
    void cutsAtEveryMessageLeaveOneGuest() {
        int messages;
        try (MigrationPair whole = pair(11, 2, Verification.DIGEST)) {
            whole.run();
            assertCompleted(whole);
            messages = whole.deliveries;
        }
        for (int message = 1; message <= messages; message++) {
            for (boolean before : new boolean[] {true, false}) {
                for (long downNs : new long[] {1_000_000, SECOND_NS, 30 * SECOND_NS}) {
                    try (MigrationPair pair = pair(11, 2, Verification.DIGEST)) {
                        pair.cutAtDelivery.add(message);
                        pair.cutBeforeDelivery = before;
                        pair.downNs = downNs;
                        pair.run();
                        assertOneGuest(pair, "cut at message " + message + ", before " + before);
                    }
                }
            }
        }
    }

    @Test
    void cancelLeavesTheGuestOnTheSourceUntilItIsReleased() {
        long totalNs;
        try (MigrationPair whole = pair(13, 2, Verification.DIGEST)) {
            whole.run();
            totalNs = whole.source.report.totalTimeNs();
        }
        int cancelled = 0;
        for (int i = 0; i <= 100; i++) {
            try (MigrationPair pair = pair(13, 2, Verification.DIGEST)) {
                pair.cancelAfter(totalNs * i / 100);
                pair.run();
                assertOneGuest(pair, "cancelled at " + i + " %");
                if (pair.source.report.outcome() == Outcome.CANCELLED) {
                    cancelled++;
                    assertNull(pair.destination.guest);
                    assertEquals(0, pair.source.guest.throttlePercent());
                }
            }
        }
        assertTrue(cancelled > 50 && cancelled <= 100, "cancelled " + cancelled);
    }

    /** The destination loses the guest when this message comes. */
    @ParameterizedTest
    @EnumSource(
            value = BodyCase.class,
            names = {"SETUP", "ROUND_END", "LAST_ROUND_END", "RELEASE"})
    void guestThatTheDestinationLosesRunsOnAtTheSource(BodyCase crashAt) {
        try (MigrationPair pair = pair(17, 2, Verification.DIGEST)) {
            pair.crashAt = crashAt;
            pair.run();
            assertEquals(Outcome.FAILED, pair.source.report.outcome());
            assertOneGuest(pair, "crash at " + crashAt);
            assertEquals(crashAt == BodyCase.RELEASE, PairChecks.isReclaimed(pair));
            assertEquals(0, pair.source.guest.throttlePercent());
        }
    }

    /** Both journals fail most of the time, on a link that holds: asking again is all there is. */
    @Test
    void failingJournalsDelayTheHandOverAndNothingElse() {
        try (MigrationPair pair = pair(19, 1, Verification.DIGEST)) {
            pair.faults = new PairFaults(300_000, 0, 0.9, 0, 0, 0, 0, 0, 0);
            pair.run();
            assertCompleted(pair);
            assertTrue(pair.source.report.downtimeNs() > SECOND_NS);
        }
    }

    @Test
    void guestThatTheDestinationCannotResumeRunsOnAtTheSource() {
        try (MigrationPair pair = pair(23, 1, Verification.DIGEST)) {
            pair.faults = new PairFaults(300_000, 0, 0, 0, 0, 1, 0, 0, 0);
            pair.run();
            assertTrue(PairChecks.isReclaimed(pair), pair.source.report::reason);
            assertOneGuest(pair, "no resume");
        }
    }
}
