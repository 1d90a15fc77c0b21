package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.engine.EngineOptions.SECOND_NS;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.report.Outcome;

class MigrationPairTest {
    private static final long PAGES = 1024;
    private static final int ROUNDS = 4;
    private static final int SEEDS = 400;

    /** With four rounds the messages from here on are those of stop-and-copy and the hand-over. */
    private static final int HAND_OVER_MESSAGE = 19;

    /** The ends that random faults must meet. */
    private enum End {
        COMPLETED,
        COMPLETED_AFTER_DOUBT,
        RECLAIMED,
        FAILED,
        CANCELLED
    }

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
            assertEquals(crashAt == BodyCase.RELEASE, isReclaimed(pair));
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
            assertTrue(isReclaimed(pair), pair.source.report::reason);
            assertOneGuest(pair, "no resume");
        }
    }

    @Test
    void randomFaultsLeaveOneGuestWithItsMemoryIntact() {
        String replay = System.getProperty("pagurus.seed", "");
        LongStream seeds =
                replay.isEmpty()
                        ? LongStream.rangeClosed(1, SEEDS)
                        : LongStream.of(Long.parseLong(replay));
        Map<End, Integer> ends = new EnumMap<>(End.class);
        seeds.forEach(
                seed -> {
                    try {
                        ends.merge(randomFaults(seed), 1, Integer::sum);
                    } catch (AssertionError | RuntimeException e) {
                        throw new AssertionError(
                                "seed "
                                        + seed
                                        + ": "
                                        + e
                                        + "\nreplay: mvn -pl migration-core test -Dtest=MigrationPairTest -Dpagurus.seed="
                                        + seed,
                                e);
                    }
                });
        assertTrue(
                !replay.isEmpty() || ends.keySet().equals(EnumSet.allOf(End.class)),
                () -> "some ends were never met: " + ends);
    }

    private static End randomFaults(long seed) {
        Random random = new Random(seed * 31);
        int streams = 1 + random.nextInt(5);
        Verification verify = random.nextInt(4) == 0 ? Verification.FULL : Verification.DIGEST;
        try (MigrationPair pair =
                new MigrationPair(
                        seed,
                        EngineOptions.rounds(ROUNDS, streams, verify),
                        PAGES + random.nextInt(500),
                        1 + random.nextInt(900),
                        random.nextInt(6))) {
            pair.faults = PairFaults.random(random);
            pair.source.framesAhead = 1 + random.nextInt(4);
            pair.downNs = (long) (1_000_000 * Math.pow(10, random.nextDouble() * 4.5));
            int cuts = Math.max(0, random.nextInt(6) - 2);
            for (int i = 0; i < cuts; i++) {
                pair.cutAfter(random.nextLong(60_000_000));
            }
            if (random.nextBoolean()) {
                pair.cutAtDelivery.add(
                        random.nextInt(3) == 0
                                ? 1 + random.nextInt(HAND_OVER_MESSAGE)
                                : HAND_OVER_MESSAGE + random.nextInt(8));
                pair.cutBeforeDelivery = random.nextBoolean();
            }
            switch (random.nextInt(8)) {
                case 0 -> pair.cancelAfter(random.nextLong(60_000_000));
                case 1 -> pair.crashDestinationAfter(random.nextLong(60_000_000));
                case 2 -> pair.crashAt = BodyCase.RELEASE;
                case 3 -> pair.crashAt = BodyCase.QUERY;
                default -> {}
            }
            pair.run();
            assertOneGuest(pair, "random faults");
            return end(pair);
        }
    }

    private static End end(MigrationPair pair) {
        if (isReclaimed(pair)) {
            return End.RECLAIMED;
        }
        return switch (pair.source.report.outcome()) {
            case COMPLETED -> pair.source.wasInDoubt ? End.COMPLETED_AFTER_DOUBT : End.COMPLETED;
            case FAILED -> End.FAILED;
            case CANCELLED -> End.CANCELLED;
        };
    }

    private static boolean isReclaimed(MigrationPair pair) {
        return pair.source
                .journal
                .last(pair.source.engine.token())
                .filter(record -> record.step() == Step.RECLAIMED)
                .isPresent();
    }

    private static void assertCompleted(MigrationPair pair) {
        var report = pair.source.report;
        assertNotNull(report, "the migration did not end");
        assertEquals(Outcome.COMPLETED, report.outcome(), report::toString);
        assertEquals(Boolean.TRUE, report.memoryIdentical());
        assertTrue(pair.destination.isGuestRunning());
        assertTrue(pair.source.guest.isClosed());
        assertTrue(pair.destination.announced);
        assertNull(pair.destination.guest.violation());
    }

    private static void assertOneGuest(MigrationPair pair, String what) {
        var report = pair.source.report;
        assertNotNull(report, () -> what + ": the migration did not end");
        if (report.outcome() == Outcome.COMPLETED) {
            assertCompleted(pair);
            return;
        }
        assertTrue(
                pair.source.guest.isRunning(), () -> what + ": no guest runs: " + report.reason());
        assertEquals(0, pair.source.guest.throttlePercent(), what);
        assertFalse(pair.destination.announced, what);
        assertNull(pair.source.guest.violation(), what);
    }
}
