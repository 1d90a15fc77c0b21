package org.pagurus.simulator.driver;

import java.io.IOException;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
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

    /** How long the host takes for a step, from when it is told. */
    long waitNs(double stepNs) {
        return stepTimes.wakeNs() + Math.round(stepNs) + hazards.slowNs();
    }

    /** Something happens so much later. */
    void after(long delayNs, Runnable action) {
        simulation.schedule(simulation.nowNs() + waitNs(delayNs), nowNs -> action.run());
    }

    /**
     * Writes a record down for good.
     *
     * @throws IOException when that fails; nothing is written then
     */
    void write(JournalRecord record, Watcher watcher) throws IOException {
        if (hazards.journalFails(record.step())) {
            throw new IOException("disk full");
        }
        journal.append(record);
        watcher.happened(new Happening.Written(this, record.step()));
        hazards.written(record.step());
    }
}
