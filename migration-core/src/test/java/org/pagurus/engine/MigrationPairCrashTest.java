package org.pagurus.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.SourceHost.Bug;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.testing.Seeds;

/**
 * The faults of {@link MigrationPairFaultsTest}, and hosts that lose all but their journals: the
 * source, the destination, or both, at any time and at the steps that count. Everything follows
 * from the seed; {@code -Dpagurus.seed=1-10000} runs more of them.
 */
class MigrationPairCrashTest {
    private static final int SEEDS = 400;

    /** With four rounds and no cut there are so many control messages, and a few more. */
    private static final int MESSAGES = 30;

    /** Where the guest is in the end. */
    private enum End {
        RUNS_HERE,
        RUNS_THERE,
        DOWN_HERE,
        DOWN_THERE
    }

    @Test
    void whoeverCrashesOneHostOwnsTheGuest() {
        Map<String, Integer> ends = new TreeMap<>();
        Seeds.forEach(
                SEEDS,
                seed -> {
                    try (MigrationPair pair = randomPair(seed)) {
                        pair.runUntilSettled();
                        PairChecks.assertOneOwner(pair);
                        ends.merge(crashes(pair) + " " + end(pair), 1, Integer::sum);
                    }
                });
        System.out.println("ends of crashes: " + ends);
        Set<String> expected =
                Set.of(
                        "none RUNS_HERE",
                        "none RUNS_THERE",
                        "source RUNS_THERE",
                        "source DOWN_HERE",
                        "destination RUNS_HERE",
                        "destination DOWN_THERE",
                        "both DOWN_HERE",
                        "both DOWN_THERE");
        assertTrue(
                Seeds.areAskedFor() || ends.keySet().containsAll(expected),
                () -> "some ends were never met: " + ends);
    }

    /** The checks are worth something: they find a host that does what it must not do. */
    @ParameterizedTest
    @EnumSource(
            value = Bug.class,
            names = {"RESUMES_IN_DOUBT", "BOOTS_WITHOUT_ASKING"})
    void aHostThatRunsAGuestOnAGuessIsFound(Bug bug) {
        int found = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (MigrationPair pair = randomPair(seed)) {
                pair.source.bug = bug;
                pair.runUntilSettled();
            } catch (AssertionError e) {
                if (String.valueOf(e.getMessage()).startsWith("two guests run")) {
                    found++;
                }
            }
        }
        int seeds = found;
        assertTrue(found > 0, () -> bug + " was found by " + seeds + " of " + SEEDS + " seeds");
        System.out.println(bug + " is found by " + found + " of " + SEEDS + " seeds");
    }

    private static MigrationPair randomPair(long seed) {
        MigrationPair pair = MigrationPairFaultsTest.randomPair(seed);
        Random random = new Random(seed * 17);
        switch (random.nextInt(5)) {
            case 0 -> pair.crashSourceAfter(random.nextLong(80_000_000));
            case 1 -> pair.crashSourceAtDelivery = 1 + random.nextInt(MESSAGES);
            case 2, 3 -> {
                pair.crashSourceAtStep = random.nextBoolean() ? Step.RELEASED : Step.DONE;
                pair.crashSourceBehindStep = random.nextBoolean();
            }
            default -> {}
        }
        switch (random.nextInt(6)) {
            case 0 -> pair.killDestinationAfter(random.nextLong(80_000_000));
            case 1 -> pair.killDestinationAfter(random.nextLong(5_000_000_000L));
            default -> {}
        }
        if (random.nextInt(4) == 0) { // again, when it may be asking
            pair.crashSourceAfter(random.nextLong(5_000_000_000L));
        }
        return pair;
    }

    private static String crashes(MigrationPair pair) {
        if (pair.source.hasCrashed) {
            return pair.destination.hasCrashed ? "both" : "source";
        }
        return pair.destination.hasCrashed ? "destination" : "none";
    }

    private static End end(MigrationPair pair) {
        if (pair.source.owns()) {
            return pair.source.guest.isClosed() ? End.DOWN_HERE : End.RUNS_HERE;
        }
        return pair.destination.guest == null ? End.DOWN_THERE : End.RUNS_THERE;
    }
}
