package org.pagurus.simulator.strategy.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.day.Move;
import org.pagurus.simulator.cluster.day.Plan;

class ScalingTest {
    private static final LoadBand BAND = new LoadBand(0.3, 0.7, 0.5, 2, 2);

    private static final Plan INNER = new Plan(List.of(), List.of(new Move(7, 7)), List.of());

    private static final Scaling STRATEGY = new Scaling(BAND, new Inner());

    /** A capacity of 1,000; demand newest first. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "500 500, 1000",
        "800 800, 1600",
        "800 600, 1000",
        "600 800, 1000",
        "800, 1000",
        "100 200 900, 200",
        "200 800, 1000",
        "700 700, 1000",
        "300 300, 1000"
    })
    void changesOnlyWhatHasBeenOutsideForLongEnough(String demand, double wanted) {
        double[] mips = Arrays.stream(demand.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertEquals(wanted, BAND.capacityWanted(mips, 1000), 1e-9);
    }

    @Test
    void switchesHostsOnWhenTheClusterIsFull() {
        Cluster cluster = TestClusters.of(6, 0, 1);
        for (int host = 2; host < 6; host++) {
            cluster.switchOff(host);
        }
        TestClusters.sample(cluster, 2, 80, 90);

        // 1,700 MIPS at 50 % need 3,400; there are 2,000.
        assertEquals(new Plan(List.of(2, 3), List.of(), List.of()), STRATEGY.decide(cluster));
    }

    @Test
    void emptiesTheLeastUsedHostsWhenItIsNot() {
        Cluster cluster = TestClusters.of(4, 0, 1, 2, 3);
        TestClusters.sample(cluster, 2, 30, 5, 40, 10);

        // 850 MIPS at 50 % need 1,700 of 4,000: two hosts go, both guests to the least used of the
        // others.
        Plan plan = STRATEGY.decide(cluster);

        assertEquals(List.of(1, 0), plan.switchOff());
        assertEquals(List.of(new Move(1, 3), new Move(0, 3)), plan.moves());
    }

    @Test
    void keepsTheMinimum() {
        Cluster cluster = TestClusters.of(3, 0, 1, 2);
        TestClusters.sample(cluster, 2, 1, 1, 1);
        assertEquals(1, STRATEGY.decide(cluster).switchOff().size());

        Cluster few = TestClusters.of(3, 0);
        few.switchOff(1);
        few.switchOff(2);
        TestClusters.sample(few, 1, 50);
        assertEquals(List.of(1), STRATEGY.decide(few).switchOn());
    }

    @Test
    void leavesTheRestToTheStrategyWithin() {
        Cluster cluster = TestClusters.of(2, 0, 1);
        TestClusters.sample(cluster, 2, 50, 50);
        assertEquals(INNER, STRATEGY.decide(cluster));
        assertEquals("band-0.3-0.7/inner", STRATEGY.name());
    }

    @Test
    void switchesNothingOffWhileGuestsAreOnTheirWay() {
        Cluster cluster = TestClusters.of(4, 0, 1, 2, 3);
        TestClusters.sample(cluster, 2, 1, 1, 1, 1);
        cluster.plan(0, 1);
        assertEquals(INNER, STRATEGY.decide(cluster));
    }

    @Test
    void refusesABandThatIsNone() {
        assertEquals(
                "band.low: expected 0.0 to 0.7 but found 0.8",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new LoadBand(0.8, 0.7, 0.7, 1, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new LoadBand(0.3, 0.7, 0.2, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new LoadBand(0.3, 0.7, 0.5, 1, 0));
    }

    private static final class Inner implements ClusterStrategy {
        @Override
        public String name() {
            return "inner";
        }

        @Override
        public Plan decide(ClusterView cluster) {
            return INNER;
        }
    }
}
