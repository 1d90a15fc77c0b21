package org.pagurus.simulator.driver;

import java.util.ArrayDeque;
import org.pagurus.simulator.kernel.Simulation;

/**
 * Threads of a host that take tasks in the order in which they come. One that has nothing to do
 * sleeps, and has to be woken.
 */
public final class Workers {
    /** Something that takes a thread some time. */
    interface Task {
        /**
         * A thread begins it; all that it does to memory is done here.
         *
         * @return how long it takes on a core of its own, in nanoseconds
         */
        double begin();

        /** The thread has ended it. */
        void end();
    }

    private final Simulation simulation;
    private final Processors processors;
    private final long wakeNs;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private int idle;

    /**
     * @param threads 1 or more
     * @param wakeNs until a thread that sleeps begins
     */
    Workers(Simulation simulation, Processors processors, int threads, long wakeNs) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more but found " + threads);
        }
        this.simulation = simulation;
        this.processors = processors;
        this.wakeNs = wakeNs;
        idle = threads;
    }

    void run(Task task) {
        waiting.add(task);
        if (idle > 0) {
            idle--;
            simulation.schedule(simulation.nowNs() + wakeNs, nowNs -> next());
        }
    }

    /** A thread takes the next task, or sleeps. */
    private void next() {
        Task task = waiting.poll();
        if (task == null) {
            idle++;
            return;
        }
        processors.compute(
                task.begin(),
                () -> {
                    task.end();
                    next();
                });
    }
}
