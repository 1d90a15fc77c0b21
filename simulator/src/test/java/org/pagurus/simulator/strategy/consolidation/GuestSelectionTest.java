package org.pagurus.simulator.strategy.consolidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pagurus.simulator.cluster.ClusterView.NONE;
import static org.pagurus.simulator.cluster.TestClusters.GIB;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.strategy.balance.WeightPerByte;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.Departures;
import org.pagurus.simulator.strategy.placement.GuestSelection;

/** Four guests: 3 GiB at 20 %, 1 GiB at 50 %, 2 GiB at 10 %, 2 GiB at 30 %. */
class GuestSelectionTest {
    @Test
    void minimumMigrationTimeGoesByMemory() {
        assertEquals(List.of(1, 2, 3, 0), order(new MinimumMigrationTime()));
    }

    @Test
    void minimumUseGoesByDemand() {
        assertEquals(List.of(2, 0, 3, 1), order(new MinimumUse()));
    }

    @Test
    void weightPerByteGoesByBoth() {
        assertEquals(List.of(1, 3, 0, 2), order(new WeightPerByte(new CpuLoad())));
    }

    @Test
    void aRandomChoiceFollowsItsStreamAndFindsEveryGuest() {
        List<Integer> order = order(new RandomChoice(new SplittableRandom(1)));
        assertEquals(order, order(new RandomChoice(new SplittableRandom(1))));
        assertEquals(List.of(0, 1, 2, 3), order.stream().sorted().toList());
        List<List<Integer>> orders = new ArrayList<>();
        for (int seed = 0; seed < 200; seed++) {
            orders.add(order(new RandomChoice(new SplittableRandom(seed))));
        }
        assertEquals(24, orders.stream().distinct().count());
    }

    @Test
    void aGuestThatMigratesIsNotAskedTwice() {
        Cluster cluster = cluster();
        cluster.plan(1, 1);
        assertEquals(3, new Departures(cluster, 0).left().length);
        assertEquals(0, new Departures(cluster, 1).left().length);
    }

    private static List<Integer> order(GuestSelection selection) {
        Departures departures = new Departures(cluster(), 0);
        List<Integer> order = new ArrayList<>();
        for (int guest = departures.next(selection);
                guest != NONE;
                guest = departures.next(selection)) {
            order.add(guest);
        }
        return order;
    }

    private static Cluster cluster() {
        Cluster cluster =
                TestClusters.of(
                        List.of(TestClusters.PLAIN, TestClusters.PLAIN),
                        List.of(guest(3), guest(1), guest(2), guest(2)),
                        0,
                        0,
                        0,
                        0);
        TestClusters.sample(cluster, 1, 20, 50, 10, 30);
        return cluster;
    }

    private static GuestSpec guest(int memoryGib) {
        return new GuestSpec(1000, memoryGib * GIB, 0);
    }
}
