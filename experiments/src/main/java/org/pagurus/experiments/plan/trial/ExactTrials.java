package org.pagurus.experiments.plan.trial;

import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.DemoOptions;
import org.pagurus.experiments.demo.DemoOptions.NetworkKind;
import org.pagurus.experiments.demo.SimulatedDemo;
import org.pagurus.experiments.demo.SimulatedHosts;
import org.pagurus.experiments.plan.PlanException;
import org.pagurus.experiments.plan.Trial;
import org.pagurus.experiments.plan.TrialResult;
import org.pagurus.experiments.plan.TrialRunner;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.transport.command.MigrationSettings;

/**
 * Simulates migrations of one guest on the exact driver. A guest of which each page stands for k
 * has a kth of the memory, the working set, the dirty rate and the link, and everything that a page
 * takes is k times as long: so all times are as they would be, and bytes are a kth.
 */
public final class ExactTrials implements TrialRunner {
    /** A guest that just booted is not yet at its work. */
    private static final long WARM_UP_NS = 1_000_000_000;

    /** Up to so much of its cycle may be over when it migrates. */
    private static final long MOST_CYCLE_NS = 20_000_000_000L;

    private static final int CYCLE_PARTS = 5;

    private final ScaledGuest guest;
    private final long timeLimitNs;
    private final Calibration calibration;
    private final SimulatedHosts hosts;

    public ExactTrials(
            ScaledGuest guest, long timeLimitNs, Calibration calibration, SimulatedHosts hosts) {
        this.guest = guest;
        this.timeLimitNs = timeLimitNs;
        this.calibration = calibration.withPagesOf(guest.pages());
        this.hosts = hosts.withPagesOf(guest.pages());
    }

    @Override
    public TrialResult run(Trial trial) throws PlanException {
        try {
            DemoOptions options =
                    new DemoOptions(
                            guest.simulated(trial.seed()),
                            settings(trial),
                            DirtyLogKind.SOFTWARE,
                            guest.traces(),
                            warmUpNs(trial.seed()),
                            trial.seed(),
                            NetworkKind.VIRTUAL,
                            null);
            return TrialResult.of(
                    new SimulatedDemo(options, calibration(trial), hosts).run(), guest.pages());
        } catch (GuestException e) {
            throw new PlanException("guest: expected one that can be booted, found: " + e, e);
        }
    }

    private Calibration calibration(Trial trial) {
        return calibration.withTakenCores(
                calibration.takenCores() + trial.taken() * calibration.cores());
    }

    private MigrationSettings settings(Trial trial) throws GuestException {
        return trial.choice()
                .toSettings(
                        guest.simulated(trial.seed()).memoryBytes(),
                        Math.max(1, trial.linkRateBytesPerSecond() / guest.pages()),
                        timeLimitNs);
    }

    /**
     * A guest with phases may be anywhere in them when it migrates: seeds in a row take one part of
     * the cycle each.
     */
    private long warmUpNs(long seed) {
        long partNs = Math.min(guest.cycleNs(), MOST_CYCLE_NS) / CYCLE_PARTS;
        return partNs == 0
                ? WARM_UP_NS
                : WARM_UP_NS
                        + Math.floorMod(seed, CYCLE_PARTS) * partNs
                        + new RandomStreams(seed).stream("warm-up").nextLong(partNs);
    }
}
