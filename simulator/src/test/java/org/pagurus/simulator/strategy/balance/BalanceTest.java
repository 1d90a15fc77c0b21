package org.pagurus.simulator.strategy.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.cluster.day.Move;
import org.pagurus.simulator.cluster.day.Plan;
import org.pagurus.simulator.strategy.placement.CpuLoad;

class BalanceTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // All alike: the mean.
        "5 5 5 5, 5",
        "7, 7",
        // The last is the mean.
        "0 1 4 3 2, 2",
        // Mean 3, squares 10, products 4 (2 + 0 + 0 + 2), last 2 above: 3 + 0.4 * 2.
        "1 2 3 4 5, 3.8",
        // Swings: mean 1, squares 4, products -3, last 1 above: 1 - 3/4.
        "0 2 0 2, 0.25"
    })
    void autoRegressionFallsBackToTheMean(String values, double next) {
        assertEquals(next, new AutoRegression().next(numbers(values)), 1e-12);
    }

    /** 3 of the last 5 above 0.75, and forecast to be. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0.8 0.8 0.8 0.8 0.8, true",
        "0.9 0.1 0.9 0.1 0.9, false",
        "0.1 0.1 0.1 0.8 0.9, false",
        "0.7 0.7 0.9 0.9 0.9, true",
        // Two of five only.
        "0.9 0.9 0.9 0.7 0.7 0.7 0.9 0.9, false",
        "0.7 0.7 0.7 0.7 0.7, false"
    })
    void aHotSpotLasts(String utilisations, boolean expected) {
        assertEquals(expected, SustainedLoad.sandpiper().isHot(numbers(utilisations)));
    }

    @Test
    void aHotSpotNeedsAsManySamplesAsItLooksAt() {
        Cluster cluster = TestClusters.of(1, 0, 0);
        TestClusters.sample(cluster, 4, 50, 40);
        assertArrayEquals(new double[1], SustainedLoad.sandpiper().excess(cluster));
        TestClusters.sample(cluster, 1, 50, 40);
        assertArrayEquals(new double[] {150}, SustainedLoad.sandpiper().excess(cluster));
    }

    @Test
    void movesGuestsFromAHotSpotToTheLeastLoadedHost() {
        Balancing strategy =
                new Balancing(SustainedLoad.sandpiper(), new WeightPerByte(new CpuLoad()), 0.75);
        Cluster cluster = TestClusters.of(3, 0, 0, 0, 1, 2);
        TestClusters.sample(cluster, 5, 50, 30, 10, 40, 20);

        Plan plan = strategy.decide(cluster);

        assertEquals(List.of(new Move(0, 2)), plan.moves());
        assertEquals("3-of-5-over-0.75/cpu-per-byte/least-loaded", strategy.name());
    }

    @Test
    void leavesAHotSpotThatMovingWouldOnlyMove() {
        Balancing strategy =
                new Balancing(SustainedLoad.sandpiper(), new WeightPerByte(new CpuLoad()), 1);
        Cluster cluster = TestClusters.of(2, 0, 1);
        TestClusters.sample(cluster, 5, 90, 10);

        assertEquals(Plan.NOTHING, strategy.decide(cluster));
    }

    @Test
    void loginRatesAreThoseOfLate() {
        LoginRates rates = new LoginRates(2, HOUR_NS);
        assertEquals(0, rates.perHour(0, HOUR_NS));

        rates.record(0, 10, 0);
        double atOnce = rates.perHour(0, 0);
        assertEquals(10 * Math.log(2), atOnce, 1e-9);
        assertEquals(atOnce / 4, rates.perHour(0, 2 * HOUR_NS), 1e-9);
        assertEquals(0, rates.perHour(1, 0));

        // Six logins every six minutes: 60 an hour.
        for (int i = 1; i <= 1000; i++) {
            rates.record(1, 6, i * HOUR_NS / 10);
        }
        assertEquals(60, rates.perHour(1, 100 * HOUR_NS + HOUR_NS / 20), 0.1);
    }

    @Test
    void balancesByLoginsBeforeTheyCostCpu() {
        LoginRates rates = new LoginRates(4, HOUR_NS);
        LoginLoad logins = new LoginLoad(rates);
        Balancing strategy =
                new Balancing(new AboveMean(logins, 1.5), new WeightPerByte(logins), 0.9);
        // Host 1 uses the least CPU, and people log in to its guests all the time.
        Cluster cluster = TestClusters.of(3, 0, 1, 1, 2);
        rates.record(0, 3, 0);
        rates.record(1, 40, 0);
        rates.record(2, 30, 0);
        rates.record(3, 2, 0);
        TestClusters.sample(cluster, 1, 30, 5, 5, 60);

        Plan plan = strategy.decide(cluster);

        assertEquals(List.of(new Move(1, 2)), plan.moves());
    }

    @Test
    void refusesBadParameters() {
        assertEquals(
                "hotSpot.k: expected 1 to 5 but found 6",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new SustainedLoad(0.5, 6, 5, new AutoRegression()))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new AboveMean(new CpuLoad(), 0.5));
        assertThrows(IllegalArgumentException.class, () -> new LoginRates(1, 0));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
