package org.pagurus.simulator.driver;

import java.util.ArrayDeque;
import org.pagurus.simulator.kernel.Simulation;

/** Threads of a host that take tasks in the order in which they come. */
public final class Workers {
    /** Something that takes a thread some time. */
    interface Task {
        /**
         * A thread begins it; all that it does to memory is done here.
         *
         * @return how long the thread takes for it
         */
        long begin();

        /** The thread has ended it. */
        void end();
    }

    private final Simulation simulation;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private int idle;

    /**
     * @param threads 1 or more
     */
    public Workers(Simulation simulation, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more but found " + threads);
        }
        this.simulation = simulation;
        idle = threads;
    }

    void run(Task task) {
        waiting.add(task);
        begin();
    }

    private void begin() {
        while (idle > 0 && !waiting.isEmpty()) {
            Task task = waiting.remove();
            idle--;
            long atNs = simulation.nowNs() + task.begin();
            simulation.schedule(
                    atNs,
                    nowNs -> {
                        idle++;
                        task.end();
                        begin();
                    });
        }
    }
}
