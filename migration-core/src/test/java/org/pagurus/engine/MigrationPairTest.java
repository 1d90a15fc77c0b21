package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.convergence.Situation;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.report.Outcome;

class MigrationPairTest {
    private static final long PAGES = 1024;
    private static final long SECOND_NS = 1_000_000_000L;

    /** Four pre-copy rounds whatever happens; the policies have their own tests. */
    private static final ConvergencePolicy FOUR_ROUNDS =
            new ConvergencePolicy() {
                @Override
                public String name() {
                    return "four";
                }

                @Override
                public Decision decide(Situation situation, ConvergenceLimits limits) {
                    return situation.rounds().size() < 4
                            ? new Decision.NextRound(20, situation.rounds().size() == 3)
                            : new Decision.StopAndCopy("four rounds");
                }
            };

    private static MigrationOptions options(int streams, Verification verify) {
        return new MigrationOptions(
                streams,
                FOUR_ROUNDS,
                new ConvergenceLimits(300_000_000, 300_000_000, 50, 100),
                verify,
                60 * SECOND_NS,
                Waits.DEFAULT,
                new FixedDowntime(0, 0, 0, 0, 0, 0, 0));
    }

    private static MigrationPair pair(long seed, int streams, Verification verify) {
        return new MigrationPair(seed, options(streams, verify), PAGES, 300, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64})
    void completesOverAnyNumberOfStreams(int streams) {
        MigrationPair pair = pair(1, streams, Verification.DIGEST);
        pair.run();
        assertCompleted(pair);
    }

    @ParameterizedTest
    @EnumSource(Verification.class)
    void partsOfTheDowntimeAddUpToIt(Verification verify) {
        MigrationPair pair = pair(7, 4, verify);
        pair.run();
        assertCompleted(pair);
        var parts = pair.report.downtimeParts();
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
        assertEquals(pair.report.downtimeNs(), sum);
        assertTrue(parts.messagesNs() >= 0, parts::toString);
        assertEquals(verify == Verification.FULL, parts.verifyNs() > 0, parts::toString);
    }

    @Test
    void skipsPagesThatWereDirtiedAgain() {
        MigrationPair pair = pair(3, 2, Verification.DIGEST);
        pair.run();
        assertCompleted(pair);
        assertTrue(
                pair.report.rounds().stream().anyMatch(round -> round.skippedPages() > 0),
                () -> pair.report.rounds().toString());
    }

    @Test
    void measuresTheRoundTripAndTheRate() {
        MigrationPair pair = pair(5, 1, Verification.DIGEST);
        pair.run();
        assertTrue(pair.report.roundTripNs() >= 100_000, pair.report::toString);
        assertTrue(Math.abs(pair.report.clockOffsetNs()) < 100_000, pair.report::toString);
    }

    @Test
    void cutsAtEveryMessageLeaveOneGuest() {
        MigrationPair whole = pair(11, 2, Verification.DIGEST);
        whole.run();
        assertCompleted(whole);
        IntStream.rangeClosed(1, whole.deliveries)
                .forEach(
                        message -> {
                            for (boolean before : new boolean[] {true, false}) {
                                for (long downNs :
                                        new long[] {1_000_000, SECOND_NS, 30 * SECOND_NS}) {
                                    MigrationPair pair = pair(11, 2, Verification.DIGEST);
                                    pair.cutAtDelivery = message;
                                    pair.cutBeforeDelivery = before;
                                    pair.downNs = downNs;
                                    pair.run();
                                    assertOneGuest(
                                            pair,
                                            "cut at message " + message + ", before " + before);
                                }
                            }
                        });
    }

    @Test
    void cancelLeavesTheGuestOnTheSourceUntilItIsReleased() {
        MigrationPair whole = pair(13, 2, Verification.DIGEST);
        whole.run();
        long totalNs = whole.report.totalTimeNs();
        int cancelled = 0;
        for (int i = 0; i <= 100; i++) {
            MigrationPair pair = pair(13, 2, Verification.DIGEST);
            pair.cancelAfter(totalNs * i / 100);
            pair.run();
            assertOneGuest(pair, "cancelled at " + i + " %");
            if (pair.report.outcome() == Outcome.CANCELLED) {
                cancelled++;
                assertNull(pair.destinationGuest);
                assertEquals(0, pair.sourceGuest.throttlePercent());
            }
        }
        assertTrue(cancelled > 50 && cancelled <= 100, "cancelled " + cancelled);
    }

    @Test
    void randomFaultsLeaveOneGuestWithItsMemoryIntact() {
        String replay = System.getProperty("pagurus.seed", "");
        LongStream seeds =
                replay.isEmpty()
                        ? LongStream.rangeClosed(1, 400)
                        : LongStream.of(Long.parseLong(replay));
        seeds.forEach(
                seed -> {
                    try {
                        randomFaults(seed);
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
    }

    private static void randomFaults(long seed) {
        Random random = new Random(seed * 31);
        int streams = 1 + random.nextInt(5);
        Verification verify = random.nextInt(4) == 0 ? Verification.FULL : Verification.DIGEST;
        MigrationPair pair =
                new MigrationPair(
                        seed,
                        options(streams, verify),
                        PAGES + random.nextInt(500),
                        1 + random.nextInt(900),
                        random.nextInt(6));
        pair.downNs = (long) (1_000_000 * Math.pow(10, random.nextDouble() * 4.5));
        int cuts = random.nextInt(4);
        for (int i = 0; i < cuts; i++) {
            pair.cutAfter(random.nextLong(60_000_000));
        }
        if (random.nextInt(5) == 0) {
            pair.cancelAfter(random.nextLong(60_000_000));
        }
        pair.run();
        assertOneGuest(pair, "random faults");
    }

    private static void assertCompleted(MigrationPair pair) {
        assertNotNull(pair.report, "the migration did not end");
        assertEquals(Outcome.COMPLETED, pair.report.outcome(), pair.report::toString);
        assertEquals(Boolean.TRUE, pair.report.memoryIdentical());
        assertTrue(pair.destinationGuest.isRunning());
        assertTrue(pair.sourceGuest.isClosed());
        assertTrue(pair.announced);
        assertNull(pair.destinationGuest.violation());
    }

    private static void assertOneGuest(MigrationPair pair, String what) {
        assertNotNull(pair.report, () -> what + ": the migration did not end");
        if (pair.report.outcome() == Outcome.COMPLETED) {
            assertCompleted(pair);
            return;
        }
        assertTrue(
                pair.sourceGuest.isRunning(),
                () -> what + ": no guest runs: " + pair.report.reason());
        assertFalse(pair.announced, what);
        assertNull(pair.sourceGuest.violation(), what);
    }
}
