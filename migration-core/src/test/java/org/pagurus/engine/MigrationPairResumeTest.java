package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.engine.EngineOptions.SECOND_NS;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.memory.Page;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;

/**
 * A connection that breaks in pre-copy is made anew and the round goes on, wherever it breaks and
 * however pages are encoded: each seed from 0 to 3 has its own way (see {@link MigrationPair}).
 */
class MigrationPairResumeTest {
    private static final long PAGES = 1024;
    private static final int ROUNDS = 4;
    private static final long LIMIT_NS = 2 * SECOND_NS;
    private static final long DOWN_NS = 70_000_000;

    private static MigrationPair pair(long seed, int framesAhead) {
        MigrationPair pair =
                new MigrationPair(
                        seed,
                        EngineOptions.reconnecting(
                                EngineOptions.rounds(ROUNDS, 2, Verification.DIGEST), LIMIT_NS),
                        PAGES,
                        300,
                        2);
        pair.source.framesAhead = framesAhead;
        pair.downNs = DOWN_NS;
        return pair;
    }

    /** Runs a migration to its end, and checks what must hold whatever happens. */
    private static MigrationReport run(MigrationPair pair, String what) {
        try {
            pair.run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(what + ": " + e, e);
        }
        PairChecks.assertOneGuest(pair, what);
        return pair.source.report;
    }

    private static void assertResumed(int times, MigrationPair pair, String what) {
        MigrationReport report = run(pair, what);
        assertEquals(Outcome.COMPLETED, report.outcome(), () -> what + ": " + report.reason());
        assertEquals(times, report.resumes(), what);
        assertTrue(report.awayNs() >= DOWN_NS, () -> what + ": " + report.awayNs());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void aCutAtAnyFrameOfPreCopyIsResumed(long seed) {
        for (int framesAhead : new int[] {1, 3}) {
            int frames;
            try (MigrationPair whole = pair(seed, framesAhead)) {
                run(whole, "no cut");
                frames = whole.framesAtPause;
            }
            assertTrue(frames > 20, "" + frames);
            for (int frame = 1; frame <= frames; frame++) {
                for (boolean before : new boolean[] {true, false}) {
                    try (MigrationPair pair = pair(seed, framesAhead)) {
                        pair.cutAtFrame.add(frame);
                        pair.cutBeforeDelivery = before;
                        assertResumed(
                                1,
                                pair,
                                "seed %d, %d ahead, cut at frame %d of %d, before: %s"
                                        .formatted(seed, framesAhead, frame, frames, before));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void aCutAtAnyMessageOfPreCopyIsResumed(long seed) {
        forEachMessageOfPreCopy(
                seed,
                (pair, message) -> {
                    pair.cutAtDelivery.add(message);
                    assertResumed(1, pair, "seed " + seed + ", cut at message " + message);
                });
    }

    /** The messages and frames behind a first cut are those that go on with the round. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void aSecondCutWhileItGoesOnIsResumedToo(long seed) {
        for (int behind = 1; behind <= 4; behind++) {
            int second = behind;
            forEachMessageOfPreCopy(
                    seed,
                    (pair, message) -> {
                        pair.cutAtDelivery.add(message);
                        pair.cutAtDelivery.add(message + second);
                        MigrationReport report =
                                run(pair, "cut at messages " + message + " and " + second);
                        assertEquals(
                                pair.lostWhilePaused ? Outcome.FAILED : Outcome.COMPLETED,
                                report.outcome(),
                                report::reason);
                        assertTrue(report.resumes() >= 1, report::toString);
                    });
        }
        for (int frame = 1; frame <= 20; frame++) {
            for (int next = 1; next <= 3; next++) {
                try (MigrationPair pair = pair(seed, 3)) {
                    pair.cutAtFrame.add(frame);
                    pair.cutAtFrame.add(frame + next);
                    pair.cutAtFrame.add(frame + 2 * next);
                    pair.cutBeforeDelivery = true;
                    assertResumed(3, pair, "cut at frames " + frame + ", + " + next);
                }
            }
        }
    }

    private interface Cut {
        void in(MigrationPair pair, int message);
    }

    private static void forEachMessageOfPreCopy(long seed, Cut cut) {
        int first;
        int last;
        try (MigrationPair whole = pair(seed, 2)) {
            run(whole, "no cut");
            first = whole.deliveriesAtFirstRound + 1;
            last = whole.deliveriesAtPause;
        }
        assertEquals(2 * ROUNDS, last - first + 1);
        for (boolean before : new boolean[] {true, false}) {
            // When the last one has come, the guest is paused before the source hears of the cut.
            for (int message = first; message <= (before ? last : last - 1); message++) {
                try (MigrationPair pair = pair(seed, 2)) {
                    pair.cutBeforeDelivery = before;
                    cut.in(pair, message);
                }
            }
        }
    }

    /** A large guest, so that the frames on their way are little beside the rest. */
    private static MigrationReport largeGuest(long seed, Consumer<MigrationPair> fault) {
        try (MigrationPair pair =
                new MigrationPair(
                        seed,
                        EngineOptions.reconnecting(
                                EngineOptions.rounds(2, 2, Verification.DIGEST), 30 * SECOND_NS),
                        8 * PAGES,
                        900,
                        2)) {
            pair.source.framesAhead = 3;
            fault.accept(pair);
            MigrationReport report = run(pair, "large guest");
            assertEquals(Outcome.COMPLETED, report.outcome(), report::reason);
            return report;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3})
    void aCutOfTwoSecondsCostsWhatWasLostAndWhatWasDirtiedMeanwhile(long seed) {
        MigrationReport whole = largeGuest(seed, pair -> {});
        MigrationReport cut =
                largeGuest(
                        seed,
                        pair -> {
                            pair.downNs = 2 * SECOND_NS;
                            pair.cutAtFrame.add(70);
                        });
        assertEquals(1, cut.resumes());
        assertTrue(cut.awayNs() >= 2 * SECOND_NS && cut.awayNs() < 4 * SECOND_NS, cut::toString);
        RoundStatistics first = cut.rounds().getFirst();
        assertTrue(first.durationNs() >= 2 * SECOND_NS, first::toString);
        long dirtiedBytes =
                (first.dirtiedPages() - whole.rounds().getFirst().dirtiedPages()) * Page.SIZE_BYTES;
        long most = whole.totalBytes() * 11 / 10 + dirtiedBytes;
        assertTrue(
                cut.totalBytes() <= most,
                () -> cut.totalBytes() + " bytes, without the cut " + whole.totalBytes());
    }

    @Test
    void theLinkIsMeasuredWithoutTheTimeThatItWasAway() {
        MigrationReport whole = largeGuest(0, pair -> {});
        long[] rate = new long[1];
        largeGuest(
                0,
                pair -> {
                    pair.downNs = 2 * SECOND_NS;
                    pair.cutAtFrame.add(70);
                    pair.source.watcher = completed -> rate[0] = completed.linkRateBytesPerSecond();
                });
        RoundStatistics first = whole.rounds().getFirst();
        double wholeRate = first.bytes() * 1e9 / first.durationNs();
        assertTrue(rate[0] > wholeRate / 2, rate[0] + " beside " + wholeRate);
    }

    @Test
    void aConnectionThatStaysAwayEndsTheMigrationAtItsLimit() {
        try (MigrationPair pair = pair(0, 2)) {
            pair.cutAtFrame.add(10);
            pair.downNs = 10 * SECOND_NS;
            MigrationReport report = run(pair, "away");
            assertEquals(Outcome.FAILED, report.outcome());
            assertEquals(
                    "connection to the destination was lost: link cut; it did not come back within"
                            + " 2 s",
                    report.reason());
            assertTrue(report.totalTimeNs() < LIMIT_NS + SECOND_NS / 10, report::toString);
            assertEquals(0, report.resumes());
            assertNotNull(pair.destination.guest);
            pair.settle();
            assertNull(pair.destination.guest);
        }
    }

    @Test
    void cancellingWhileItIsAwayTellsTheDestinationLater() {
        try (MigrationPair pair = pair(0, 2)) {
            pair.cutAtFrame.add(10);
            pair.downNs = SECOND_NS;
            pair.cancelAfter(SECOND_NS / 2);
            MigrationReport report = run(pair, "cancelled");
            assertEquals(Outcome.CANCELLED, report.outcome());
            assertNull(pair.destination.guest);
        }
    }

    @Test
    void aDestinationThatLosesTheGuestMeanwhileEndsTheMigration() {
        try (MigrationPair pair = pair(0, 2)) {
            pair.cutAtFrame.add(10);
            pair.crashDestinationAfter(30_000_000);
            MigrationReport report = run(pair, "crashed");
            assertEquals(Outcome.FAILED, report.outcome());
            assertTrue(report.reason().contains("RESUME may not come"), report::reason);
        }
    }
}
