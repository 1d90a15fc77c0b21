package org.pagurus.simulator.driver;

import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.Simulation;

/** Wakes an engine when its next wait is over, by its host's clock. */
final class Timer {
    private final Simulation simulation;
    private final HostClock clock;
    private final Event due;
    private long pending = Simulation.NO_EVENT;
    private long pendingNs = Long.MAX_VALUE;

    Timer(Simulation simulation, HostClock clock, Event due) {
        this.simulation = simulation;
        this.clock = clock;
        this.due = due;
    }

    /**
     * Fires at this time of the clock, unless it is set again before; earlier firings are harmless
     * to an engine, so one that is pending and comes before is left to fire.
     *
     * @param shownNs {@link Long#MAX_VALUE} for never
     */
    void set(long shownNs) {
        if (shownNs == Long.MAX_VALUE) {
            return;
        }
        long atNs = clock.virtualNs(shownNs);
        if (pending != Simulation.NO_EVENT && pendingNs <= atNs) {
            return;
        }
        stop();
        pendingNs = atNs;
        pending = simulation.schedule(atNs, this::fire);
    }

    void stop() {
        if (pending != Simulation.NO_EVENT) {
            simulation.cancel(pending);
            pending = Simulation.NO_EVENT;
        }
    }

    private void fire(long nowNs) {
        pending = Simulation.NO_EVENT;
        due.fire(nowNs);
    }
}
