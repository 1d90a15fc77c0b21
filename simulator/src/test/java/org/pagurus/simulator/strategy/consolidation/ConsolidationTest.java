package org.pagurus.simulator.strategy.consolidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.cluster.day.Move;
import org.pagurus.simulator.cluster.day.Plan;
import org.pagurus.simulator.strategy.placement.PowerAwareBestFit;

/** Hosts of 1,000 MIPS that are overloaded above 80 %. */
class ConsolidationTest {
    private static final Consolidation STRATEGY =
            new Consolidation(new StaticThreshold(0.8), new MinimumUse(), new PowerAwareBestFit());

    @Test
    void guestsLeaveAnOverloadedHostUntilItIsNot() {
        // 95 % on host 0: the guest of 5 % leaves, then that of 20 %.
        Cluster cluster = TestClusters.of(3, 0, 0, 0, 1, 2);
        TestClusters.sample(cluster, 1, 70, 20, 5, 65, 70);

        Plan plan = STRATEGY.decide(cluster);

        // The larger first, to the fullest host with room: 20 % fit nowhere below 80 %.
        assertEquals(List.of(new Move(2, 2)), plan.moves());
        assertEquals(List.of(), plan.switchOff());
    }

    @Test
    void aHostIsSwitchedOnWhenNoneHasRoom() {
        Cluster cluster = TestClusters.of(3, 0, 0, 1);
        cluster.switchOff(2);
        TestClusters.sample(cluster, 1, 60, 50, 75);

        Plan plan = STRATEGY.decide(cluster);

        assertEquals(List.of(2), plan.switchOn());
        assertEquals(List.of(new Move(1, 2)), plan.moves());
    }

    @Test
    void theLeastUsedHostIsEmptiedIfAllItsGuestsFit() {
        Cluster cluster = TestClusters.of(3, 0, 0, 1, 2);
        TestClusters.sample(cluster, 1, 10, 20, 40, 65);

        Plan plan = STRATEGY.decide(cluster);

        // 20 % and 10 %: only the smaller one has room on host 2.
        assertEquals(List.of(new Move(1, 1), new Move(0, 2)), plan.moves());
        assertEquals(List.of(0), plan.switchOff());
    }

    @Test
    void whatDoesNotFitWholeStaysWhole() {
        Cluster cluster = TestClusters.of(2, 0, 0, 1);
        TestClusters.sample(cluster, 1, 10, 30, 55);

        assertEquals(Plan.NOTHING, STRATEGY.decide(cluster));
    }

    @Test
    void anEmptyHostIsSwitchedOff() {
        Cluster cluster = TestClusters.of(2, 1);
        TestClusters.sample(cluster, 1, 50);

        assertEquals(List.of(0), STRATEGY.decide(cluster).switchOff());
    }

    @Test
    void memoryCountsAsWell() {
        HostSpec full = TestClusters.PLAIN.withMemoryBytes(TestClusters.GIB);
        Cluster cluster =
                TestClusters.of(
                        List.of(TestClusters.PLAIN, full),
                        List.of(TestClusters.SMALL, TestClusters.SMALL, TestClusters.SMALL),
                        0,
                        0,
                        1);
        TestClusters.sample(cluster, 1, 10, 10, 30);

        // The guests of host 0 have no room on host 1, but that of host 1 has on host 0.
        assertEquals(List.of(new Move(2, 0)), STRATEGY.decide(cluster).moves());
    }

    @Test
    void whatWasPlannedIsNotPlannedAgain() {
        Cluster cluster = TestClusters.of(3, 0, 0, 1, 2);
        TestClusters.sample(cluster, 1, 10, 20, 40, 65);
        for (Move move : STRATEGY.decide(cluster).moves()) {
            cluster.plan(move.guest(), move.destination());
        }

        // Host 0 is being emptied: it is no destination, and nothing else is to do.
        Plan plan = STRATEGY.decide(cluster);

        assertTrue(plan.moves().isEmpty(), plan.toString());
    }
}
