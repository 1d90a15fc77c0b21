package org.pagurus.simulator.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.simulator.cluster.TestClusters.GIB;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pagurus.testing.Seeds;

class ClusterTest {
    @Test
    void aMigratingGuestRunsAtItsSourceAndTakesMemoryOnBoth() {
        Cluster cluster = TestClusters.of(2, 0, 0);
        TestClusters.sample(cluster, 1, 30, 20);

        cluster.plan(0, 1);

        Hosts hosts = cluster.hosts();
        assertEquals(500, hosts.demandMips(0));
        assertEquals(200, hosts.plannedMips(0));
        assertEquals(300, hosts.plannedMips(1));
        assertEquals(8 * GIB, hosts.freeBytes(0));
        assertEquals(9 * GIB, hosts.freeBytes(1));
        assertTrue(cluster.guests().isMigrating(0));

        cluster.complete(0);

        assertEquals(200, hosts.demandMips(0));
        assertEquals(300, hosts.demandMips(1));
        assertEquals(9 * GIB, hosts.freeBytes(0));
        assertFalse(cluster.guests().isMigrating(0));
        TestClusters.check(cluster);
    }

    @Test
    void aCancelledMigrationLeavesNothingBehind() {
        Cluster cluster = TestClusters.of(2, 0);
        TestClusters.sample(cluster, 3, 30);
        cluster.plan(0, 1);

        cluster.cancel(0);

        assertEquals(300, cluster.hosts().plannedMips(0));
        assertEquals(10 * GIB, cluster.hosts().freeBytes(1));
        assertEquals(300, cluster.history().mips(0, 2));
        TestClusters.check(cluster);
    }

    @Test
    void historyGoesWithTheGuest() {
        Cluster cluster = TestClusters.of(2, 0, 0);
        TestClusters.sample(cluster, 1, 10, 1);
        TestClusters.sample(cluster, 1, 20, 2);
        cluster.plan(0, 1);
        TestClusters.sample(cluster, 1, 30, 3);

        double[] source = new double[3];
        double[] destination = new double[3];
        cluster.history().utilisations(0, source);
        cluster.history().utilisations(1, destination);

        assertArrayEquals(new double[] {0.01, 0.02, 0.03}, source);
        assertArrayEquals(new double[] {0.1, 0.2, 0.3}, destination);
    }

    @Test
    void historyKeepsTheLastSamples() {
        Cluster cluster = TestClusters.of(1, 0);
        for (int i = 0; i <= 40; i++) {
            TestClusters.sample(cluster, 1, i);
        }

        double[] last = new double[DemandHistory.SAMPLES];
        cluster.history().utilisations(0, last);

        assertEquals(DemandHistory.SAMPLES, cluster.history().known());
        assertEquals(0.11, last[0]);
        assertEquals(0.40, last[DemandHistory.SAMPLES - 1]);
        assertEquals(390, cluster.history().mips(0, 1));
    }

    @Test
    void memoryLevelsAreTheSizesOrSomeOfThem() {
        List<GuestSpec> guests = new ArrayList<>();
        for (long bytes : new long[] {30, 10, 20, 10, 50, 40}) {
            guests.add(new GuestSpec(1, bytes, 0));
        }
        Guests levels = new Cluster(List.of(TestClusters.PLAIN), guests).guests();
        assertArrayEquals(new long[] {10, 20, 30, 40, 50}, levels.memoryLevels(8));
        assertArrayEquals(new long[] {10, 30}, levels.memoryLevels(2));
    }

    @Test
    void demandIsRoundedToWholeMips() {
        Cluster cluster =
                TestClusters.of(
                        List.of(TestClusters.PLAIN), List.of(new GuestSpec(333, GIB, 0)), 0);
        TestClusters.sample(cluster, 1, 50);
        assertEquals(167, cluster.guests().demandMips(0));
    }

    @Test
    void refusesWhatCannotBe() {
        Cluster cluster =
                TestClusters.of(
                        List.of(TestClusters.PLAIN, TestClusters.PLAIN, TestClusters.PLAIN),
                        List.of(TestClusters.SMALL, new GuestSpec(1000, 10 * GIB, 0)),
                        0,
                        1);
        cluster.switchOff(2);

        refuses(
                "host 1: expected 1073741824 bytes free for guest 0 but found 0",
                () -> cluster.plan(0, 1));
        refuses("host 2: expected on but found off", () -> cluster.plan(0, 2));
        refuses("guest 0: expected another host but found its own", () -> cluster.plan(0, 0));
        refuses("guest 0: expected a migration but found none", () -> cluster.complete(0));
        refuses("guest 0: expected a migration but found none", () -> cluster.cancel(0));
        refuses("guest 0: expected no host yet but found one", () -> cluster.place(0, 1));
        refuses("host 0: expected no guests but found some", () -> cluster.switchOff(0));
        refuses("host 0: expected off but found on", () -> cluster.switchOn(0));
        refuses(
                "host.cpuMips: expected 1 to 100000000 but found 0",
                () -> new HostSpec(0, 1, 1, PowerCurve.of(1, 2)));
        refuses(
                "guest.memoryBytes: expected 1 to 1125899906842624 but found 0",
                () -> new GuestSpec(1, 0, 0));
        TestClusters.check(cluster);
    }

    @Test
    void refusesASampleBeforeAllArePlaced() {
        Cluster cluster = new Cluster(List.of(TestClusters.PLAIN), List.of(TestClusters.SMALL));
        IllegalStateException failure =
                assertThrows(
                        IllegalStateException.class,
                        () -> cluster.takeSample((guest, sample) -> 0, 0, 0));
        assertEquals("guests: expected all 1 to be placed but found 0", failure.getMessage());
    }

    @Test
    void dealsGuestsOverHostsAndSkipsFullOnes() {
        List<HostSpec> hosts = List.of(TestClusters.PLAIN, TestClusters.PLAIN.withMemoryBytes(GIB));
        Cluster cluster = new Cluster(hosts, Collections.nCopies(5, TestClusters.SMALL));
        FirstPlacement.deal(cluster);
        assertEquals(4, cluster.hosts().guestCount(0));
        assertEquals(1, cluster.hosts().guestCount(1));

        Cluster small = new Cluster(hosts, Collections.nCopies(12, TestClusters.SMALL));
        refuses(
                "guest 11: expected a host with 1073741824 bytes free but found none",
                () -> FirstPlacement.deal(small));
    }

    @Test
    void sumsAreWhatCountingGives() {
        Seeds.forEach(20, ClusterTest::randomChanges);
    }

    private static void randomChanges(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<GuestSpec> guests = new ArrayList<>();
        for (int guest = 0; guest < 60; guest++) {
            guests.add(new GuestSpec(random.nextInt(1, 3000), random.nextLong(1, 2 * GIB), 0));
        }
        Cluster cluster = new Cluster(Collections.nCopies(20, TestClusters.PLAIN), guests);
        FirstPlacement.deal(cluster);
        List<int[]> samples = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            int guest = random.nextInt(60);
            int host = random.nextInt(20);
            if (random.nextInt(8) == 0) {
                int[] percents = random.ints(60, 0, 101).toArray();
                TestClusters.sample(cluster, 1, percents);
                samples.addFirst(percents);
            } else if (cluster.guests().isMigrating(guest)) {
                if (random.nextBoolean()) {
                    cluster.complete(guest);
                } else {
                    cluster.cancel(guest);
                }
            } else if (cluster.guests().host(guest) != host
                    && cluster.hosts().isOn(host)
                    && cluster.hosts().freeBytes(host) >= guests.get(guest).memoryBytes()) {
                cluster.plan(guest, host);
            } else if (cluster.hosts().isOn(host) && cluster.hosts().isEmpty(host)) {
                cluster.switchOff(host);
            }
            TestClusters.check(cluster);
            checkHistory(cluster, guests, samples);
        }
    }

    /** The history that is kept, beside one that is counted from all samples, newest first. */
    private static void checkHistory(Cluster cluster, List<GuestSpec> guests, List<int[]> samples) {
        for (int ago = 0; ago < cluster.history().known(); ago++) {
            long[] mips = new long[20];
            for (int guest = 0; guest < guests.size(); guest++) {
                int hundredths = guests.get(guest).cpuMips() * samples.get(ago)[guest];
                mips[cluster.guests().plannedHost(guest)] += Math.round(hundredths / 100.0);
            }
            for (int host = 0; host < mips.length; host++) {
                assertEquals(mips[host], cluster.history().mips(host, ago));
            }
        }
    }

    private static void refuses(String message, Executable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
