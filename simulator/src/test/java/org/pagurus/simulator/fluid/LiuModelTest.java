package org.pagurus.simulator.fluid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.SimgridPolicy;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;

/**
 * The closed form of Liu et al. (HPDC 2011) over a grid: with lambda, the dirty rate over the link
 * rate R, round i sends V lambda^i bytes, and rounds 0 to n take V/R (1 - lambda^(n+1)) / (1 -
 * lambda), where n is the first with V lambda^n at most the threshold.
 */
class LiuModelTest {
    private static final double THRESHOLD_SECONDS = 0.03;
    private static final long[] MEMORY_BYTES = {1L << 26, 1L << 30, 1L << 34, 1L << 38};
    private static final double[] LINK_BYTES_PER_SECOND = {1.25e7, 1.25e8, 1.25e9, 5e9};
    private static final double[] LAMBDAS = {0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97};

    private FluidResult result;

    @Test
    void roundsBytesTimeAndDowntimeAreThoseOfTheClosedForm() {
        int points = 0;
        for (long memoryBytes : MEMORY_BYTES) {
            for (double rate : LINK_BYTES_PER_SECOND) {
                for (double lambda : LAMBDAS) {
                    points += check(memoryBytes, rate, lambda);
                }
            }
        }
        // A guest that fits into the threshold has no closed form: it still takes round 0.
        assertEquals(105, points);
    }

    private int check(long memoryBytes, double rate, double lambda) {
        String point = memoryBytes + " bytes at " + rate + " B/s, lambda " + lambda;
        double thresholdBytes = rate * THRESHOLD_SECONDS;
        if (memoryBytes <= thresholdBytes) {
            return 0;
        }
        int n = (int) Math.ceil(Math.log(thresholdBytes / memoryBytes) / Math.log(lambda));
        double sum = (1 - Math.pow(lambda, n + 1)) / (1 - lambda);
        migrate(memoryBytes, rate, lambda);
        assertNotNull(result, point);
        assertInstanceOf(Decision.StopAndCopy.class, result.end(), point);
        // Rounds 0 to n, of which n is the last, and the acknowledgement.
        assertEquals(n + 2, result.transfers(), point);
        // Each round leaves out less than a byte, and ends within half a nanosecond.
        double bytes = memoryBytes * sum;
        double bytesTolerance = (n + 1) / (1 - lambda) * (1 + rate * 1e-9);
        assertEquals(bytes, result.bytes(), bytesTolerance, point);
        assertEquals(bytes / rate, result.totalNs() / 1e9, bytesTolerance / rate + n * 1e-9, point);
        assertEquals(
                memoryBytes * Math.pow(lambda, n) / rate,
                result.downtimeNs() / 1e9,
                bytesTolerance / rate + 1e-9,
                point);
        return 1;
    }

    @Test
    void aGuestThatDirtiesAsMuchAsTheLinkCarriesDoesNotConverge() {
        for (double lambda : new double[] {1, 1.5}) {
            migrate(1L << 30, 1.25e8, lambda);
            assertInstanceOf(Decision.GiveUp.class, result.end());
            assertEquals(1000, result.transfers());
            assertEquals(0, result.downtimeNs());
        }
    }

    private void migrate(long memoryBytes, double rate, double lambda) {
        Simulation simulation = new Simulation();
        Topology topology = new Topology();
        Node source = topology.addHost("source");
        Node destination = topology.addHost("destination");
        topology.connect(source, destination, LinkSpec.of(rate, 0));
        new FluidMigration(
                        simulation,
                        new Network(simulation, topology),
                        topology.path(source, destination),
                        memoryBytes,
                        new CappedDirtyRate(lambda * rate, memoryBytes),
                        new SimgridPolicy(),
                        new ConvergenceLimits(1, 1, 0, 1000),
                        ended -> result = ended)
                .start();
        simulation.run(new RunLimits(Long.MAX_VALUE, 100_000));
    }
}
