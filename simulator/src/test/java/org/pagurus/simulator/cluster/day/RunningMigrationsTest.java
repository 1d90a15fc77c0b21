package org.pagurus.simulator.cluster.day;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.cluster.migration.MigrationEstimate;
import org.pagurus.testing.Seeds;

class RunningMigrationsTest {
    private record Plain(int guest, long endNs) {}

    @Test
    void theOneThatEndsFirstThenTheOneThatStartedFirstIsFirst() {
        Seeds.forEach(50, RunningMigrationsTest::randomMigrations);
    }

    private static void randomMigrations(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RunningMigrations running = new RunningMigrations();
        List<Plain> plain = new ArrayList<>();
        int most = random.nextInt(1, 60);
        for (int step = 0; step < 500; step++) {
            if (random.nextInt(most) >= plain.size()) {
                // Few different durations, so that many end at the same time.
                long ns = 1 + random.nextInt(4);
                running.add(step, step / 8, new MigrationEstimate(ns, 0, 0, 0));
                plain.add(new Plain(step, step / 8 + ns));
            } else {
                Plain first = plain.stream().min(Comparator.comparing(Plain::endNs)).orElseThrow();
                plain.remove(first);
                assertEquals(first.endNs(), running.firstEndNs());
                RunningMigrations.Entry entry = running.removeFirst();
                assertEquals(first, new Plain(entry.guest(), entry.endNs()));
            }
            TreeSet<Integer> guests = new TreeSet<>();
            running.forEach(entry -> guests.add(entry.guest()));
            assertEquals(new TreeSet<>(plain.stream().map(Plain::guest).toList()), guests);
        }
    }

    @Test
    void nothingEndsWhenNothingRuns() {
        assertEquals(Long.MAX_VALUE, new RunningMigrations().firstEndNs());
    }
}
