package org.pagurus.simulator.driver;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.pagurus.simulator.kernel.Simulation;

/**
 * The cores of a machine. Threads that compute at the same time share them evenly, and none has
 * more than one; what else runs there, such as the guest itself, has its part before them.
 */
public final class Processors {
    /** However busy the machine is, its scheduler lets nobody starve. */
    public static final double LEAST_LEFT_CORES = 0.1;

    private final Simulation simulation;
    private final int cores;
    private final double leftCores;
    private final List<Job> jobs = new ArrayList<>();
    private double speed = 1;
    private long countedNs;
    private long pending = Simulation.NO_EVENT;

    private static final class Job {
        private final Runnable done;
        private double leftNs;

        Job(double leftNs, Runnable done) {
            this.leftNs = leftNs;
            this.done = done;
        }
    }

    /**
     * @param cores 1 or more
     * @param takenCores what others take of them, 0 to as many
     */
    public Processors(Simulation simulation, int cores, double takenCores) {
        if (cores < 1) {
            throw new IllegalArgumentException("cores: expected 1 or more but found " + cores);
        }
        if (!(takenCores >= 0)) {
            throw new IllegalArgumentException(
                    "takenCores: expected 0 or more but found " + takenCores);
        }
        this.simulation = simulation;
        this.cores = cores;
        leftCores = Math.max(LEAST_LEFT_CORES, cores - takenCores);
    }

    int cores() {
        return cores;
    }

    /** How much longer than on an idle machine something takes that begins now, 1 or more. */
    double slowdown() {
        return 1 / speed(jobs.size() + 1);
    }

    /** A thread computes for as long as it takes a core of its own. */
    void compute(double coreNs, Runnable done) {
        count();
        jobs.add(new Job(coreNs, done));
        reschedule();
    }

    private double speed(int threads) {
        return Math.min(1, leftCores / threads);
    }

    /** What was computed since the last change. */
    private void count() {
        long nowNs = simulation.nowNs();
        double ns = (nowNs - countedNs) * speed;
        countedNs = nowNs;
        jobs.forEach(job -> job.leftNs -= ns);
    }

    private void reschedule() {
        if (pending != Simulation.NO_EVENT) {
            simulation.cancel(pending);
            pending = Simulation.NO_EVENT;
        }
        if (jobs.isEmpty()) {
            return;
        }
        speed = speed(jobs.size());
        double leastNs = jobs.stream().mapToDouble(job -> job.leftNs).min().orElseThrow();
        long waitNs = (long) Math.ceil(Math.max(0, leastNs) / speed);
        pending = simulation.schedule(simulation.nowNs() + waitNs, nowNs -> end());
    }

    private void end() {
        pending = Simulation.NO_EVENT;
        count();
        List<Runnable> ended = new ArrayList<>();
        for (Iterator<Job> all = jobs.iterator(); all.hasNext(); ) {
            Job job = all.next();
            if (job.leftNs <= 0) {
                all.remove();
                ended.add(job.done);
            }
        }
        reschedule();
        ended.forEach(Runnable::run);
    }
}
