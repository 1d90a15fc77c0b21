package org.pagurus.experiments.scenario.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.simulator.driver.HostClock;
import org.pagurus.simulator.driver.HostHazards;
import org.pagurus.simulator.driver.VirtualHost;
import org.pagurus.simulator.kernel.Simulation;

/** The hosts of an exact run, by name, and the guests that they make. */
final class ExactHosts {
    private final Simulation simulation;
    private final Calibration costs;
    private final SyntheticGuests synthetic;
    private final Map<String, Path> tracesOf = new HashMap<>();
    private final Map<String, VirtualHost> hosts = new HashMap<>();

    ExactHosts(Simulation simulation, MigrationScenario scenario, Calibration costs) {
        this.simulation = simulation;
        this.costs = costs;
        synthetic = SyntheticGuests.stepped(simulation::nowNs, MemorySource.FRESH);
        for (GuestPlan guest : scenario.guests()) {
            if (guest instanceof GuestPlan.Traced traced) {
                tracesOf.put(guest.name(), parent(traced.directory()));
            }
        }
    }

    VirtualHost host(String name) {
        return hosts.computeIfAbsent(name, this::newHost);
    }

    /** A guest with empty memory, paused. */
    SoftwareGuest create(GuestDescription description) throws GuestException {
        Path traces = tracesOf.get(description.name());
        return traces == null
                ? synthetic.create(description, DirtyLogKind.SOFTWARE)
                : TracedGuests.stepped(traces, simulation::nowNs, MemorySource.FRESH)
                        .create(description, DirtyLogKind.SOFTWARE);
    }

    private static Path parent(Path directory) {
        Path parent = directory.getParent();
        return parent == null ? directory : parent;
    }

    private VirtualHost newHost(String name) {
        return new VirtualHost(
                name,
                simulation,
                new HostClock(simulation, 0, 0),
                costs.cores(),
                costs.steps(),
                costs.pages(),
                new MemoryJournal(),
                this::create,
                HostHazards.NONE);
    }
}
