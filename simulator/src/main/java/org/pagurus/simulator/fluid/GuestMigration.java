package org.pagurus.simulator.fluid;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.ExpectedDowntime;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.convergence.Situation;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.memory.Page;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Path;
import org.pagurus.simulator.link.Transfer;

/**
 * A migration without pages, which goes as a live one does: round trips before round 0, rounds, a
 * harvest and a decision of the policy behind each, then pause, last harvest, last round, device
 * state, the journaled hand-over. It ends with a live migration's report.
 *
 * <p>Pages travel as transfers over a path, which they share with all else there. Control messages
 * take the path's latency, the same both ways, and no room on it; they pass cut links. Connections
 * are not lost. The clocks of both hosts agree.
 */
public final class GuestMigration {
    /** Setup, the page streams' connections, and four clock probes. */
    private static final int ROUND_TRIPS_BEFORE_ROUND_0 = 6;

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private final Simulation simulation;
    private final Network network;
    private final Path path;
    private final FluidMemory memory;
    private final long memoryBytes;
    private final FluidOptions options;
    private final Consumer<MigrationReport> ended;

    private final FluidRounds rounds = new FluidRounds();
    private final FluidPart part = new FluidPart();
    private final FluidSwitchover switchover;
    private final RunningTime guest = new RunningTime();
    private final LinkPace pace;
    private final Event partSent = this::partSent;
    private final Event roundReceived = this::roundReceived;
    private final Event decide = this::decide;

    private final long guestRanNs;
    private Stage stage = Stage.SETUP;
    private long startNs;
    private long roundTripNs = Long.MAX_VALUE;
    private long deadline = Simulation.NO_EVENT;

    /** What it waits for: an event or a transfer. */
    private long step = Simulation.NO_EVENT;

    private @Nullable Transfer transfer;

    private long roundStartNs;
    private long roundNs;
    private long lastHarvestNs;
    private long partStartNs;

    private String reason = "";
    private long expectedDowntimeNs;
    private long sufficientDowntimeLimitNs;

    private enum Stage {
        SETUP,
        /** A pre-copy round, up to the destination's word that it has it. */
        SENDING,
        HARVEST,
        SWITCHOVER
    }

    /**
     * @param path from the source to the destination
     * @param ended is told the report at its end
     */
    public GuestMigration(
            Simulation simulation,
            Network network,
            Path path,
            FluidGuest guest,
            FluidOptions options,
            Consumer<MigrationReport> ended) {
        this(
                simulation,
                network,
                path,
                new ClassMemory(guest, options),
                Page.offsetBytes(guest.pages().memoryPages()),
                guest.ranNs(),
                options,
                ended);
    }

    GuestMigration(
            Simulation simulation,
            Network network,
            Path path,
            FluidMemory memory,
            long memoryBytes,
            long guestRanNs,
            FluidOptions options,
            Consumer<MigrationReport> ended) {
        this.simulation = simulation;
        this.network = network;
        this.path = path;
        this.memory = memory;
        this.memoryBytes = memoryBytes;
        this.guestRanNs = guestRanNs;
        this.options = options;
        this.ended = ended;
        pace = new LinkPace(path, options.pipeline().limitBytesPerSecond());
        boolean verifies = options.migration().verify() == Verification.FULL;
        double verifyNs = verifies ? options.costs().verifyPageNs() * memory.pages() : 0;
        switchover = new FluidSwitchover(options.costs(), Math.round(verifyNs));
    }

    /** Starts it now; once. */
    public void start() {
        startNs = simulation.nowNs();
        guest.start(guestRanNs, startNs);
        limit(options.migration().timeLimitNs());
        after(costs().setupNs() + ROUND_TRIPS_BEFORE_ROUND_0 * askNs(), this::startPreCopy);
    }

    private void startPreCopy(long nowNs) {
        memory.start(nowNs, guest.ranNs(nowNs));
        startRound(nowNs);
    }

    private void startRound(long nowNs) {
        stage = Stage.SENDING;
        roundStartNs = nowNs;
        pace.limit(options.limiter().preCopyBytesPerSecond(rounds.all()));
        sendNext(nowNs);
    }

    private void sendNext(long nowNs) {
        double rate = pace.expectedBytesPerSecond();
        if (!memory.nextPart(nowNs, guest.share(), rate, part)) {
            roundSent(nowNs);
            return;
        }
        partStartNs = nowNs;
        double cap = pace.capBytesPerSecond(part, nowNs);
        transfer =
                cap == NO_LIMIT
                        ? network.start(path, part.bytes, partSent)
                        : network.start(path, part.bytes, cap, partSent);
    }

    private void partSent(long nowNs) {
        transfer = null;
        pace.sent(part, nowNs - partStartNs);
        sendNext(nowNs);
    }

    private void roundSent(long nowNs) {
        if (stage == Stage.SWITCHOVER) {
            lastRoundSent(nowNs);
        } else {
            long endNs = options.pipeline().roundEndNs();
            after(endNs + costs().roundNs() + askNs(), roundReceived);
        }
    }

    private void roundReceived(long nowNs) {
        stage = Stage.HARVEST;
        roundNs = nowNs - roundStartNs;
        memory.harvest(nowNs, guest.ranNs(nowNs));
        lastHarvestNs = costs().harvestNs(memory.tally().dirtiedPages);
        after(lastHarvestNs, decide);
    }

    private void decide(long nowNs) {
        rounds.end(memory.tally(), roundNs);
        Situation situation =
                new Situation(
                        memory.pages(),
                        rounds.all(),
                        rounds.linkRateBytesPerSecond(),
                        fixedDowntime());
        MigrationOptions migration = options.migration();
        switch (migration.policy().decide(situation, migration.limits())) {
            case Decision.NextRound next -> nextRound(next, nowNs);
            case Decision.StopAndCopy stop -> {
                reason = stop.reason();
                expectedDowntimeNs = ExpectedDowntime.of(situation).totalNs();
                pause(nowNs);
            }
            case Decision.GiveUp giveUp -> {
                expectedDowntimeNs = ExpectedDowntime.of(situation).totalNs();
                sufficientDowntimeLimitNs = giveUp.sufficientDowntimeLimitNs();
                fail(giveUp.reason());
            }
        }
    }

    private void nextRound(Decision.NextRound next, long nowNs) {
        int round = rounds.all().size();
        if (round >= options.migration().limits().maxRounds()) {
            fail("not converged within the limit of " + round + " rounds");
            return;
        }
        rounds.throttle(next.throttlePercent());
        guest.throttle(next.throttlePercent(), nowNs);
        memory.beginRound(next.deferWorkingSet(), nowNs, guest.ranNs(nowNs));
        startRound(nowNs);
    }

    private void pause(long nowNs) {
        stage = Stage.SWITCHOVER;
        switchover.pause(nowNs);
        limit(options.migration().waits().stopAndCopyNs());
        after(costs().pauseNs(), this::paused);
    }

    private void paused(long nowNs) {
        switchover.paused(nowNs);
        guest.pause(nowNs);
        memory.beginLastRound(nowNs, guest.ranNs(nowNs));
        after(costs().harvestNs(memory.tally().dirtiedPages), this::lastHarvested);
    }

    private void lastHarvested(long nowNs) {
        switchover.harvested(nowNs);
        pace.limit(options.limiter().stopAndCopyBytesPerSecond());
        sendNext(nowNs);
    }

    private void lastRoundSent(long nowNs) {
        switchover.pagesSent(nowNs + options.pipeline().roundEndNs(), path.latencyNs());
        long pausedForNs = switchover.preparedNs() - switchover.pauseNs();
        if (pausedForNs < options.migration().waits().stopAndCopyNs()) {
            simulation.cancel(deadline);
            after(switchover.completedNs() - nowNs, this::completed);
        }
    }

    private void completed(long nowNs) {
        rounds.endLast(memory.tally(), switchover.lastRoundNs());
        end(Outcome.COMPLETED, nowNs);
    }

    private void limit(long waitNs) {
        simulation.cancel(deadline);
        long atNs = simulation.nowNs() + waitNs;
        if (atNs > simulation.nowNs() && waitNs < Long.MAX_VALUE) {
            deadline = simulation.schedule(atNs, nowNs -> fail(deadlineReason()));
        }
    }

    private String deadlineReason() {
        MigrationOptions migration = options.migration();
        if (stage == Stage.SWITCHOVER) {
            return "stop-and-copy took longer than its limit of "
                    + seconds(migration.waits().stopAndCopyNs());
        }
        String reached = "time limit of " + seconds(migration.timeLimitNs()) + " reached";
        return stage == Stage.SENDING ? reached + " in round " + rounds.all().size() : reached;
    }

    /** The guest runs on at the source, and the destination is told. */
    private void fail(String why) {
        reason = why;
        simulation.cancel(deadline);
        simulation.cancel(step);
        if (transfer != null) {
            network.cancel(transfer);
        }
        after(askNs(), nowNs -> end(Outcome.FAILED, nowNs));
    }

    private void end(Outcome outcome, long nowNs) {
        boolean completed = outcome == Outcome.COMPLETED;
        ended.accept(
                new MigrationReport(
                        outcome,
                        reason,
                        completed ? true : null,
                        nowNs - startNs,
                        completed ? switchover.downtimeNs() : 0,
                        completed ? switchover.parts() : DowntimeParts.NONE,
                        expectedDowntimeNs,
                        options.migration().limits().downtimeLimitNs(),
                        sufficientDowntimeLimitNs,
                        rounds.bytes(),
                        rounds.codecs(),
                        memoryBytes,
                        0,
                        roundTripNs,
                        0,
                        0,
                        rounds.all()));
    }

    private FixedDowntime fixedDowntime() {
        FixedDowntime learned = options.migration().fixedDowntime();
        return new FixedDowntime(
                learned.pauseNs(),
                lastHarvestNs,
                learned.deviceStateNs(),
                learned.digestNs(),
                learned.journalNs(),
                learned.resumeNs(),
                Math.max(learned.roundTripsNs(), 2 * roundTripNs));
    }

    /** A question and its answer, at present. */
    private long askNs() {
        long askNs = 2 * (path.latencyNs() + costs().messageNs());
        roundTripNs = Math.min(roundTripNs, askNs);
        return askNs;
    }

    private MigrationCosts costs() {
        return options.costs();
    }

    private void after(long waitNs, Event event) {
        long nowNs = simulation.nowNs();
        if (waitNs == 0) {
            event.fire(nowNs);
        } else {
            step = simulation.schedule(nowNs + waitNs, event);
        }
    }

    private static String seconds(long ns) {
        return ns / 1_000_000_000 + " s";
    }
}
