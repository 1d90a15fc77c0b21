package org.pagurus.simulator.fluid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.convergence.Situation;
import org.pagurus.memory.Page;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Path;

/**
 * A migration of bytes: rounds, each a transfer of what was dirtied in the one before; the guest is
 * paused for the last, which an empty acknowledgement follows. Between transfers no time passes,
 * and latency has no part. Bytes go as they are: pages only serve to ask the policy, rounded up.
 *
 * <p>All dirty bytes are alike, so no page is known to be dirtied repeatedly, and the guest can't
 * be throttled: for policies that ask for neither.
 */
public final class FluidMigration {
    private static final FixedDowntime NO_FIXED_PARTS = new FixedDowntime(0, 0, 0, 0, 0, 0, 0);
    private static final double NS_PER_SECOND = 1e9;

    private final Simulation simulation;
    private final Network network;
    private final Path path;
    private final long memoryBytes;
    private final DirtyBytes guest;
    private final ConvergencePolicy policy;
    private final ConvergenceLimits limits;
    private final Consumer<FluidResult> ended;

    private final List<RoundStatistics> rounds = new ArrayList<>();
    private long startNs;
    private long transferStartNs;
    private long sentBytes;
    private int transfers;

    /**
     * @param memoryBytes what the first round sends, 1 or more
     * @param limits of which the policy may need the most rounds, the downtime limit, or neither;
     *     they allow no throttling
     * @param ended is told the result at its end
     */
    public FluidMigration(
            Simulation simulation,
            Network network,
            Path path,
            long memoryBytes,
            DirtyBytes guest,
            ConvergencePolicy policy,
            ConvergenceLimits limits,
            Consumer<FluidResult> ended) {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException(
                    "memoryBytes: expected 1 or more but found " + memoryBytes);
        }
        if (limits.maxThrottlePercent() != 0) {
            throw new IllegalArgumentException(
                    "maxThrottlePercent: expected 0 but found " + limits.maxThrottlePercent());
        }
        this.simulation = simulation;
        this.network = network;
        this.path = path;
        this.memoryBytes = memoryBytes;
        this.guest = guest;
        this.policy = policy;
        this.limits = limits;
        this.ended = ended;
    }

    /** Starts it now; once. */
    public void start() {
        startNs = simulation.nowNs();
        guest.start(startNs);
        send(memoryBytes, nowNs -> endRound(memoryBytes, nowNs));
    }

    private void endRound(long bytes, long nowNs) {
        long dirtiedBytes = guest.harvest(nowNs);
        rounds.add(round(bytes, nowNs - transferStartNs, dirtiedBytes));
        Decision decision = policy.decide(situation(), limits);
        switch (decision) {
            case Decision.NextRound next ->
                    send(dirtiedBytes, endNs -> endRound(dirtiedBytes, endNs));
            case Decision.StopAndCopy stop ->
                    send(dirtiedBytes, endNs -> acknowledge(stop, endNs - nowNs));
            case Decision.GiveUp giveUp -> end(giveUp, 0, nowNs);
        }
    }

    private void acknowledge(Decision stop, long downtimeNs) {
        send(0, nowNs -> end(stop, downtimeNs, nowNs));
    }

    private void end(Decision decision, long downtimeNs, long nowNs) {
        ended.accept(new FluidResult(decision, nowNs - startNs, downtimeNs, transfers, sentBytes));
    }

    private void send(long bytes, Event sent) {
        transferStartNs = simulation.nowNs();
        transfers++;
        sentBytes += bytes;
        network.start(path, bytes, sent);
    }

    private RoundStatistics round(long bytes, long durationNs, long dirtiedBytes) {
        long dirtiedPages = pages(dirtiedBytes);
        return new RoundStatistics(
                rounds.size(),
                pages(bytes),
                0,
                bytes,
                durationNs,
                0,
                dirtiedPages,
                0,
                dirtiedPages,
                0,
                CodecCounts.NONE);
    }

    private Situation situation() {
        RoundStatistics last = rounds.getLast();
        double seconds = Math.max(1, last.durationNs()) / NS_PER_SECOND;
        return new Situation(
                pages(memoryBytes), rounds, Math.max(1, last.bytes()) / seconds, NO_FIXED_PARTS);
    }

    private static long pages(long bytes) {
        return Math.ceilDiv(bytes, Page.SIZE_BYTES);
    }
}
