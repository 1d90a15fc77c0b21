package org.pagurus.simulator.fluid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.SimgridPolicy;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;

/** What SimGrid 3.32 gives for two hosts and one link (model CM02 without cross-traffic). */
class SimgridOraclesTest {
    private static final ConvergenceLimits LIMITS = new ConvergenceLimits(1, 1, 0, 1000);

    /** The table has whole nanoseconds: it may be half of one off, as may each end here. */
    private static final double DOWNTIME_TOLERANCE_SECONDS = 1.01e-9;

    private static final double TOTAL_TOLERANCE = 1e-9;

    @ParameterizedTest(name = "{0} bytes at {1} B/s, dp {2}, cap {3}, {4} at once")
    @CsvSource(
            nullValues = "default",
            textBlock =
                    """
                    1073741824, 1.25e8, 0,   default,   1, 8.589934592,  0,           3,  1073741824
                    1073741824, 1.25e8, 0.5, default,   1, 17.163091968, 0.016777216, 11, 2145386496
                    4294967296, 1.25e9, 0.1, default,   1, 3.817366950,  0.003435981, 5,  4771708688
                    4294967296, 1.25e9, 0.3, default,   1, 4.896606349,  0.027831398, 6,  6120757936
                    4294967296, 1.25e9, 0.5, 268435456, 1, 3.838627098,  0.026843584, 6,  4798283872
                    4294967296, 1.25e9, 0.2, default,   2, 11.434481101, 0.028147507, 8,  7146550688
                    """)
    void comesOutAsInSimgrid(
            long memoryBytes,
            double linkBytesPerSecond,
            double intensity,
            Double capBytes,
            int atOnce,
            double totalSeconds,
            double downtimeSeconds,
            int transfers,
            long bytes) {
        Simulation simulation = new Simulation();
        Topology topology = new Topology();
        Node source = topology.addHost("source");
        Node destination = topology.addHost("destination");
        topology.connect(source, destination, LinkSpec.of(linkBytesPerSecond, 0));
        Network network = new Network(simulation, topology);
        double cap = capBytes == null ? SimgridGuest.defaultCapBytes(memoryBytes) : capBytes;
        List<FluidResult> results = new ArrayList<>();
        for (int migration = 0; migration < atOnce; migration++) {
            new FluidMigration(
                            simulation,
                            network,
                            topology.path(source, destination),
                            memoryBytes,
                            new SimgridGuest(linkBytesPerSecond * intensity, cap),
                            new SimgridPolicy(),
                            LIMITS,
                            results::add)
                    .start();
        }
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(new RunLimits(Long.MAX_VALUE, 1000)));
        assertEquals(atOnce, results.size());
        for (FluidResult result : results) {
            assertInstanceOf(Decision.StopAndCopy.class, result.end());
            assertEquals(transfers, result.transfers());
            assertEquals(bytes, result.bytes());
            assertEquals(
                    totalSeconds, result.totalNs() / 1e9, totalSeconds * TOTAL_TOLERANCE, "total");
            assertEquals(
                    downtimeSeconds,
                    result.downtimeNs() / 1e9,
                    DOWNTIME_TOLERANCE_SECONDS,
                    "downtime");
        }
    }
}
