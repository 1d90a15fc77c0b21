package org.pagurus.simulator.strategy.evacuation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.simulator.cluster.TestClusters.GIB;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.cluster.day.Move;
import org.pagurus.simulator.strategy.placement.LeastLoaded;

class EvacuationTest {
    @Test
    void theLargestGuestGoesFirstToTheLeastLoadedHost() {
        Cluster cluster = cluster(20, 10, 30, 40, 50);

        Evacuation evacuation = Evacuation.plan(cluster, 0, new LeastLoaded(), 1);

        assertTrue(evacuation.isWhole());
        assertEquals(List.of(new Move(1, 1), new Move(2, 1), new Move(0, 2)), evacuation.moves());
    }

    @Test
    void saysWhichGuestCanNotGoAndWhy() {
        Cluster cluster = cluster(20, 45, 30, 60, 50);
        cluster.plan(2, 1);

        Evacuation evacuation = Evacuation.plan(cluster, 0, new LeastLoaded(), 0.8);

        // Host 1 has 9 - 3 GiB free but its CPU is full; host 2 has room for 300 MIPS.
        assertFalse(evacuation.isWhole());
        assertEquals(List.of(new Move(0, 2)), evacuation.moves());
        assertEquals(
                List.of(new Stranded(1, Stranded.Reason.CPU, 9 * GIB, 300)), evacuation.stranded());
    }

    @Test
    void saysWhenMemoryIsWhatIsMissing() {
        Cluster cluster =
                TestClusters.of(
                        List.of(
                                TestClusters.PLAIN,
                                TestClusters.PLAIN.withMemoryBytes(3 * GIB),
                                TestClusters.PLAIN.withMemoryBytes(20 * GIB)),
                        List.of(new GuestSpec(1000, 4 * GIB, 0)),
                        0);
        cluster.switchOff(2);
        TestClusters.sample(cluster, 1, 10);

        Evacuation evacuation = Evacuation.plan(cluster, 0, new LeastLoaded(), 0.8);

        assertEquals(
                List.of(new Stranded(0, Stranded.Reason.MEMORY, 3 * GIB, 0)),
                evacuation.stranded());
        assertEquals("no host has that much memory free", Stranded.Reason.MEMORY.text());
    }

    @Test
    void refusesAHostThatIsNone() {
        Cluster cluster = cluster(1, 1, 1, 1, 1);
        assertEquals(
                "host: expected 0 to 2 but found 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Evacuation.plan(cluster, 3, new LeastLoaded(), 1))
                        .getMessage());
    }

    /** Guests of 1, 5 and 3 GiB on host 0, one of 1 GiB each on hosts 1 and 2. */
    private static Cluster cluster(int... percents) {
        Cluster cluster =
                TestClusters.of(
                        List.of(TestClusters.PLAIN, TestClusters.PLAIN, TestClusters.PLAIN),
                        List.of(guest(1), guest(5), guest(3), guest(1), guest(1)),
                        0,
                        0,
                        0,
                        1,
                        2);
        TestClusters.sample(cluster, 1, percents);
        return cluster;
    }

    private static GuestSpec guest(int memoryGib) {
        return new GuestSpec(1000, memoryGib * GIB, 0);
    }
}
