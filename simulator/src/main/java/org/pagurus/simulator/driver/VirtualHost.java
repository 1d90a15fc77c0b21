package org.pagurus.simulator.driver;

import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.Journal;
import org.pagurus.simulator.kernel.Simulation;

/**
 * A host in virtual time.
 *
 * @param name for messages
 * @param clock its own
 * @param cores how many it has, 1 or more
 * @param stepTimes how long its steps take
 * @param pageTimes what pages cost a core
 * @param journal outlives its process
 * @param guests makes the guests that come
 * @param hazards what may go wrong on it
 */
public record VirtualHost(
        String name,
        Simulation simulation,
        HostClock clock,
        int cores,
        StepTimes stepTimes,
        PageTimes pageTimes,
        Journal journal,
        Guests guests,
        HostHazards hazards) {
    /** Makes guests in virtual time. */
    public interface Guests {
        /**
         * A paused guest with empty memory, whose vCPUs run when they are told.
         *
         * @throws GuestException when the host cannot have it
         */
        SoftwareGuest create(GuestDescription description) throws GuestException;
    }

    public VirtualHost {
        if (cores < 1) {
            throw new IllegalArgumentException("cores: expected 1 or more but found " + cores);
        }
    }

    /** Something takes the host so long, and then happens. */
    void after(double stepNs, Runnable action) {
        long waitNs = stepTimes.wakeNs() + Math.round(stepNs) + hazards.slowNs();
        simulation.schedule(simulation.nowNs() + waitNs, nowNs -> action.run());
    }
}
