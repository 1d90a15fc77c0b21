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
 * @param processors its cores; hosts on one machine share them
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
        Processors processors,
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

    /** On a machine of its own, with nothing else on it. */
    public VirtualHost(
            String name,
            Simulation simulation,
            HostClock clock,
            int cores,
            StepTimes stepTimes,
            PageTimes pageTimes,
            Journal journal,
            Guests guests,
            HostHazards hazards) {
        this(
                name,
                simulation,
                clock,
                new Processors(simulation, cores, 0),
                stepTimes,
                pageTimes,
                journal,
                guests,
                hazards);
    }

    /** Something takes the host so long, and then happens. */
    void after(double stepNs, Runnable action) {
        long waitNs = Math.round(stepNs) + hazards.slowNs();
        simulation.schedule(simulation.nowNs() + waitNs, nowNs -> action.run());
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

    /**
     * One thread wakes another, which does this. Always the same wait, so that what was said first
     * is heard first.
     */
    void wake(Runnable action) {
        simulation.schedule(simulation.nowNs() + stepTimes.wakeNs(), nowNs -> action.run());
    }

    Workers workers(int threads) {
        return new Workers(simulation, processors, threads, stepTimes.wakeNs());
    }

    /** Threads that are awake when there is something for them. */
    Workers eventLoops(int threads) {
        return new Workers(simulation, processors, threads, 0);
    }
}
