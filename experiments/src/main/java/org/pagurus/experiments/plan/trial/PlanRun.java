package org.pagurus.experiments.plan.trial;

import java.util.OptionalLong;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.SimulatedHosts;
import org.pagurus.experiments.machine.AvailableMemory;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.experiments.plan.ModelError;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.PlanException;
import org.pagurus.experiments.plan.Planner;
import org.pagurus.experiments.plan.Question;
import org.pagurus.experiments.plan.Trials;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;

/**
 * Makes a plan on all cores of this machine.
 *
 * @param timeBudgetNs no simulated migration begins after this time
 */
public record PlanRun(
        Question question,
        ScaledGuest guest,
        Calibration calibration,
        SimulatedHosts hosts,
        long timeBudgetNs) {
    /** What this process needs beside guests. */
    private static final long OTHER_BYTES = 512L << 20;

    /** How many migrations a plan takes, or a few more. */
    private static final int USUAL_TRIALS = 50;

    /**
     * What a simulated page of the guest's memory takes on a core, roughly. Not measured here, so
     * that the same options give the same plan everywhere.
     */
    private static final long PAGE_NS = 50_000;

    private static final int USUAL_CORES = 2;
    private static final long LEAST_BYTES = 32L << 20;

    /** How large a simulated guest may be for a plan that is to be made in so much time. */
    public static long simulatedBytes(long timeBudgetNs) {
        long pages = timeBudgetNs / PAGE_NS * USUAL_CORES / USUAL_TRIALS;
        return Math.max(LEAST_BYTES, pages << 12);
    }

    /**
     * Makes it.
     *
     * @throws PlanException when the machine lacks the memory, or nothing can be simulated
     */
    public Plan run(Trials.Progress progress) throws PlanException, InterruptedException {
        long endNs = System.nanoTime() + timeBudgetNs;
        ExactTrials runner = new ExactTrials(guest, question.timeLimitNs(), calibration, hosts);
        try (Trials trials =
                new Trials(runner, threads(), () -> System.nanoTime() - endNs > 0, progress)) {
            return new Planner(question, new ModelError(guest.pages(), grainNs()), trials).plan();
        }
    }

    /** As many as the machine has processors, and memory for. */
    private int threads() throws PlanException {
        int processors = Runtime.getRuntime().availableProcessors();
        long eachBytes =
                guest.simulatedBytes()
                        + MigrationDefaults.deltaCacheBytes(guest.simulatedBytes() / 2);
        OptionalLong available = AvailableMemory.bytes();
        if (available.isEmpty()) {
            return processors;
        }
        long room = (available.getAsLong() - OTHER_BYTES) / eachBytes;
        if (room < 1) {
            throw new PlanException(
                    "--memory: expected "
                            + new ByteSize(eachBytes + OTHER_BYTES >> 20 << 20)
                            + " to be available on this machine for simulating the guest, found "
                            + new ByteSize(available.getAsLong() >> 20 << 20)
                            + "; a smaller --time-budget simulates a smaller one");
        }
        return (int) Math.min(processors, room);
    }

    /** Of a guest as it is, nothing: frames are as live. */
    private long grainNs() {
        if (guest.pages() == 1) {
            return 0;
        }
        double frameBytes = (double) PageFrame.MAX_PAGES * Page.SIZE_BYTES * (guest.pages() - 1);
        return Math.round(frameBytes / question.linkRateBytesPerSecond() * 1e9);
    }
}
