package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.engine.EngineOptions.SECOND_NS;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.testing.Seeds;

/**
 * Whatever goes wrong, one guest runs in the end and its memory is intact. Everything follows from
 * the seed; {@code -Dpagurus.seed=1-10000} runs more of them.
 */
class MigrationPairFaultsTest {
    private static final long PAGES = 1024;
    private static final int ROUNDS = 4;
    private static final int SEEDS = 400;

    /** With four rounds the messages from here on are those of stop-and-copy and the hand-over. */
    private static final int HAND_OVER_MESSAGE = 19;

    /** The ends that random faults must meet. */
    private enum End {
        COMPLETED,
        COMPLETED_AFTER_RESUMING,
        COMPLETED_AFTER_DOUBT,
        RECLAIMED,
        FAILED,
        FAILED_AFTER_RESUMING,
        FAILED_WHILE_AWAY,
        CANCELLED
    }

    @Test
    void randomFaultsLeaveOneGuestWithItsMemoryIntact() {
        Map<End, Integer> ends = new EnumMap<>(End.class);
        int[] late = new int[1];
        Seeds.forEach(
                SEEDS,
                seed -> {
                    try (MigrationPair pair = randomPair(seed)) {
                        pair.run();
                        PairChecks.assertOneGuest(pair, "random faults");
                        checkOutages(pair.source.report);
                        pair.settle();
                        ends.merge(end(pair), 1, Integer::sum);
                        late[0] += pair.destination.lateFrames;
                    }
                });
        System.out.println("ends of random faults: " + ends + ", late frames: " + late[0]);
        assertTrue(
                Seeds.areAskedFor()
                        || ends.keySet().equals(EnumSet.allOf(End.class)) && late[0] > 0,
                () -> "some ends were never met: " + ends + ", late frames: " + late[0]);
    }

    static MigrationPair randomPair(long seed) {
        Random random = new Random(seed * 31);
        int streams = 1 + random.nextInt(5);
        Verification verify = random.nextInt(4) == 0 ? Verification.FULL : Verification.DIGEST;
        long reconnectNs =
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> 300_000_000;
                    default -> 2 * SECOND_NS;
                };
        MigrationPair pair =
                new MigrationPair(
                        seed,
                        EngineOptions.reconnecting(
                                EngineOptions.rounds(ROUNDS, streams, verify), reconnectNs),
                        PAGES + random.nextInt(500),
                        1 + random.nextInt(900),
                        random.nextInt(6));
        pair.faults = PairFaults.random(random);
        pair.source.framesAhead = 1 + random.nextInt(4);
        pair.downNs = (long) (1_000_000 * Math.pow(10, random.nextDouble() * 4.5));
        // Some cuts at any time, some while rounds are under way, some at the hand-over.
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            pair.cutAfter(random.nextLong(60_000_000));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            pair.cutAtFrame.add(1 + random.nextInt(80));
        }
        if (random.nextInt(3) == 0) {
            pair.cutAtDelivery.add(
                    random.nextInt(3) == 0
                            ? 1 + random.nextInt(HAND_OVER_MESSAGE)
                            : HAND_OVER_MESSAGE + random.nextInt(8));
        }
        pair.cutBeforeDelivery = random.nextBoolean();
        switch (random.nextInt(8)) {
            case 0 -> pair.cancelAfter(random.nextLong(60_000_000));
            case 1 -> pair.crashDestinationAfter(random.nextLong(60_000_000));
            case 2 -> pair.crashAt = BodyCase.RELEASE;
            case 3 -> pair.crashAt = random.nextBoolean() ? BodyCase.QUERY : BodyCase.RESUME;
            default -> {}
        }
        return pair;
    }

    private static void checkOutages(MigrationReport report) {
        assertEquals(report.resumes() > 0, report.awayNs() > 0, report::toString);
        assertTrue(report.awayNs() <= report.totalTimeNs(), report::toString);
    }

    private static End end(MigrationPair pair) {
        if (pair.source.report.outcome() != Outcome.COMPLETED) {
            // Where it may forget the guest, it does not keep it for ever.
            assertTrue(
                    pair.destination.guest == null || pair.destination.engine.isPrepared(),
                    "the destination has kept the guest");
        }
        if (PairChecks.isReclaimed(pair)) {
            return End.RECLAIMED;
        }
        boolean resumed = pair.source.report.resumes() > 0;
        return switch (pair.source.report.outcome()) {
            case COMPLETED ->
                    pair.source.wasInDoubt
                            ? End.COMPLETED_AFTER_DOUBT
                            : resumed ? End.COMPLETED_AFTER_RESUMING : End.COMPLETED;
            case FAILED ->
                    pair.source.report.reason().contains("did not come back")
                            ? End.FAILED_WHILE_AWAY
                            : resumed ? End.FAILED_AFTER_RESUMING : End.FAILED;
            case CANCELLED -> End.CANCELLED;
        };
    }
}
