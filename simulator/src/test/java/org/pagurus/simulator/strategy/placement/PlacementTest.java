package org.pagurus.simulator.strategy.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.simulator.cluster.ClusterView.NONE;
import static org.pagurus.simulator.cluster.TestClusters.GIB;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.FirstPlacement;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.PowerCurve;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.testing.Seeds;

class PlacementTest {
    /** Host 0 has the guest to be placed; hosts 1 to 3 are candidates up to 90 %. */
    @ParameterizedTest(name = "loads {0}, {1}, {2} and a guest of {3}: {4}")
    @CsvSource({
        "50, 20, 70, 10, 2",
        "20, 20, 70, 10, 1",
        "50, 85, 70, 40, 1",
        "60, 85, 70, 40, -1",
        "0, 0, 0, 90, 1",
        "0, 0, 0, 91, -1"
    })
    void leastLoadedHasTheLeastLoadThatFits(int a, int b, int c, int guest, int expected) {
        assertEquals(expected, new LeastLoaded().hostFor(draft(guest, a, b, c), 0));
    }

    /** The curve is the same everywhere, so that the most used host that has room is the one. */
    @ParameterizedTest(name = "loads {0}, {1}, {2} and a guest of {3}: {4}")
    @CsvSource({"50, 20, 70, 10, 3", "50, 85, 81, 10, 1", "85, 85, 85, 10, -1", "50, 50, 20, 0, 2"})
    void powerAwareBestFitFillsUp(int a, int b, int c, int guest, int expected) {
        assertEquals(expected, new PowerAwareBestFit().hostFor(draft(guest, a, b, c), 0));
    }

    @Test
    void powerAwareBestFitTakesTheHostThatDrawsTheLeastMore() {
        // 10 % more: 3.4 W at 0, 2.5 W at 40 % of a G4; 3.3 W at 0, 4 W at 20 % of a G5.
        List<HostSpec> hosts =
                List.of(
                        HostSpec.hpMl110G4(),
                        HostSpec.hpMl110G4(),
                        HostSpec.hpMl110G4(),
                        HostSpec.hpMl110G5());
        GuestSpec guest = new GuestSpec(3720, GIB, 0);
        Cluster cluster = TestClusters.of(hosts, List.of(guest, guest, guest, guest), 0, 1, 2, 3);
        TestClusters.sample(cluster, 1, 10, 40, 60, 0);
        Draft draft = new Draft(cluster, new CpuLoad());
        for (int host = 1; host < 4; host++) {
            draft.admit(host, 1e9);
        }
        // G4 from 40 to 50 %: 2.5 W; from 60 to 70 %: 2 W; G5 by 372 MIPS of 5,320: 2.3 W.
        assertEquals(2, new PowerAwareBestFit().hostFor(draft, 0));
        draft.dismiss(2);
        assertEquals(3, new PowerAwareBestFit().hostFor(draft, 0));
        draft.dismiss(3);
        assertEquals(1, new PowerAwareBestFit().hostFor(draft, 0));
    }

    @Test
    void powerAwareBestFitIsAsGoodAsLookingAtEveryHost() {
        Seeds.forEach(100, PlacementTest::randomCluster);
    }

    private static void randomCluster(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PowerCurve jagged =
                PowerCurve.of(random.doubles(random.nextInt(2, 14), 50, 300).sorted().toArray());
        List<HostSpec> kinds =
                List.of(
                        HostSpec.hpMl110G4(),
                        HostSpec.hpMl110G5(),
                        new HostSpec(4000, 5 * GIB, 1000, jagged));
        List<HostSpec> hosts = new ArrayList<>();
        for (int host = 0; host < 40; host++) {
            hosts.add(kinds.get(random.nextInt(3)));
        }
        List<GuestSpec> guests = new ArrayList<>();
        for (int guest = 0; guest < 80; guest++) {
            guests.add(new GuestSpec(random.nextInt(100, 2500), random.nextLong(1, GIB), 0));
        }
        Cluster cluster = new Cluster(hosts, guests);
        FirstPlacement.deal(cluster);
        TestClusters.sample(cluster, 1, random.ints(80, 0, 101).toArray());
        Draft draft = new Draft(cluster, new CpuLoad());
        for (int host = 0; host < 40; host++) {
            if (random.nextInt(5) > 0) {
                draft.admit(host, random.nextDouble() * hosts.get(host).cpuMips());
            }
        }
        PowerAwareBestFit placement = new PowerAwareBestFit();
        for (int guest = 0; guest < 80; guest++) {
            int own = cluster.guests().host(guest);
            draft.dismiss(own);
            int found = placement.hostFor(draft, guest);
            double best = Double.POSITIVE_INFINITY;
            for (int host = 0; host < 40; host++) {
                best = Math.min(best, watts(draft, guest, host));
            }
            assertEquals(best == Double.POSITIVE_INFINITY, found == NONE);
            if (found != NONE) {
                assertEquals(best, watts(draft, guest, found), 1e-6);
                draft.move(guest, found);
            }
        }
        assertTrue(draft.moveCount() > 0);
        draft.rollBack(0);
        for (int host = 0; host < 40; host++) {
            assertEquals(cluster.hosts().plannedMips(host), draft.plannedMips(host));
            assertEquals(cluster.hosts().freeBytes(host), draft.freeBytes(host));
        }
    }

    private static double watts(Draft draft, int guest, int host) {
        Cluster cluster = (Cluster) draft.cluster();
        if (!draft.isCandidate(host)
                || draft.roomMips(host) < cluster.guests().demandMips(guest)
                || draft.freeBytes(host) < cluster.guests().memoryBytes(guest)) {
            return Double.POSITIVE_INFINITY;
        }
        HostSpec spec = cluster.hosts().spec(host);
        return spec.power()
                .increase(
                        draft.plannedMips(host) / spec.cpuMips(),
                        (double) cluster.guests().demandMips(guest) / spec.cpuMips());
    }

    @Test
    void opensTheKindThatThePlacementPrefers() {
        List<HostSpec> hosts =
                List.of(HostSpec.hpMl110G5(), HostSpec.hpMl110G5(), HostSpec.hpMl110G4());
        Cluster cluster = TestClusters.of(hosts, List.of(new GuestSpec(3000, GIB, 0)), 0);
        cluster.switchOff(1);
        cluster.switchOff(2);
        TestClusters.sample(cluster, 1, 80);

        // 2,400 MIPS: 64 % of a G4 is 106 W, 45 % of a G5 is 113 W; the G5 is the larger one.
        assertEquals(2, opened(cluster, new PowerAwareBestFit(), 0.8));
        assertEquals(1, opened(cluster, new LeastLoaded(), 0.8));
        assertEquals(1, opened(cluster, new PowerAwareBestFit(), 0.5));
        assertEquals(NONE, opened(cluster, new PowerAwareBestFit(), 0.4));
    }

    private static int opened(Cluster cluster, Placement placement, double limitShare) {
        Draft draft = new Draft(cluster, new CpuLoad());
        int host = Opening.open(draft, placement, 0, limitShare);
        assertEquals(host == NONE ? List.of() : List.of(host), draft.toPlan().switchOn());
        return host;
    }

    @Test
    void hostsAreSortedByUseAndGuestsByDemand() {
        Draft draft = draft(30, 50, 20, 50);
        assertEquals(
                "[2, 0, 1, 3]", Arrays.toString(Sorted.byRisingUse(draft, new int[] {3, 2, 1, 0})));
        assertEquals(
                "[1, 3, 0, 2]",
                Arrays.toString(Sorted.byFallingDemand(draft.cluster(), new int[] {0, 3, 2, 1})));
    }

    private static Draft draft(int guest, int... loads) {
        int[] percents = new int[loads.length + 1];
        int[] hostOf = new int[percents.length];
        percents[0] = guest;
        for (int i = 1; i < percents.length; i++) {
            percents[i] = loads[i - 1];
            hostOf[i] = i;
        }
        Cluster cluster = TestClusters.of(percents.length, hostOf);
        TestClusters.sample(cluster, 1, percents);
        Draft draft = new Draft(cluster, new CpuLoad());
        for (int host = 1; host < percents.length; host++) {
            draft.admit(host, 900);
        }
        return draft;
    }
}
