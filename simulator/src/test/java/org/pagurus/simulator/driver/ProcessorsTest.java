package org.pagurus.simulator.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;

class ProcessorsTest {
    private static final RunLimits ALL = new RunLimits(Long.MAX_VALUE / 2, Long.MAX_VALUE);

    private final Simulation simulation = new Simulation();
    private final List<Long> endsNs = new ArrayList<>();

    @Test
    void givesEachThreadACoreAsLongAsThereAreEnough() {
        Processors processors = new Processors(simulation, 2, 0);
        compute(processors, 1_000);
        compute(processors, 3_000);
        simulation.run(ALL);
        assertEquals(List.of(1_000L, 3_000L), endsNs);
    }

    @Test
    void sharesCoresEvenlyWhereThereAreTooFew() {
        Processors processors = new Processors(simulation, 1, 0);
        compute(processors, 1_000);
        compute(processors, 3_000);
        simulation.run(ALL);
        // The first has half a core; then the second has all of it.
        assertEquals(List.of(2_000L, 4_000L), endsNs);
    }

    @Test
    void leavesOthersTheirPart() {
        Processors processors = new Processors(simulation, 2, 0.5);
        assertEquals(1, processors.slowdown());
        compute(processors, 3_000);
        assertEquals(2 / 1.5, processors.slowdown(), 1e-9);
        compute(processors, 3_000);
        simulation.run(ALL);
        assertEquals(List.of(4_000L, 4_000L), endsNs);
    }

    @Test
    void takesWhatBeginsLaterIntoAccount() {
        Processors processors = new Processors(simulation, 1, 0);
        compute(processors, 2_000);
        simulation.schedule(1_000, nowNs -> compute(processors, 500));
        simulation.run(ALL);
        assertEquals(List.of(2_000L, 2_500L), endsNs);
    }

    @Test
    void refusesAMachineWithoutCores() {
        assertThrows(IllegalArgumentException.class, () -> new Processors(simulation, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Processors(simulation, 1, -1));
    }

    private void compute(Processors processors, double coreNs) {
        processors.compute(coreNs, () -> endsNs.add(simulation.nowNs()));
    }
}
