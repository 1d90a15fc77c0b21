package org.pagurus.simulator.cluster.day;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.CpuDemand;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.Limits;
import org.pagurus.simulator.cluster.migration.MigrationCost;
import org.pagurus.simulator.cluster.migration.MigrationEstimate;
import org.pagurus.simulator.cluster.migration.MigrationLimits;
import org.pagurus.simulator.cluster.migration.MigrationQueue;

/**
 * Runs a cluster under a strategy, sample by sample: take what the guests ask for, let the strategy
 * decide, and carry its plan out within the migration limits until the next sample. Demand stays
 * the same within an interval; migrations start and end at any time in it, and those that are not
 * over go on in the next one. A host is switched on or off in no time.
 *
 * <p>A migration's share of the link is fixed: what either host's NIC gives each of as many as may
 * run at once, the lesser of the two. Owned by one thread.
 */
public final class ClusterDay {
    private static final long NS_PER_SECOND = 1_000_000_000;

    private final Cluster cluster;
    private final CpuDemand demand;
    private final ClusterStrategy strategy;
    private final MigrationCost cost;
    private final MigrationLimits limits;
    private final long intervalNs;

    private final MigrationQueue queue;
    private final RunningMigrations running = new RunningMigrations();
    private final HostMeter hostMeter;
    private final GuestMeter guestMeter;
    private final boolean[] isToBeOff;
    private long completed;
    private long bytes;
    private long downtimeNs;
    private long switchedOff;
    private int sample;

    /**
     * @param cluster every guest placed, nothing migrating
     * @param intervalSeconds between samples, from 1 to a day
     */
    public ClusterDay(
            Cluster cluster,
            CpuDemand demand,
            ClusterStrategy strategy,
            MigrationCost cost,
            MigrationLimits limits,
            int intervalSeconds) {
        this.cluster = cluster;
        this.demand = demand;
        this.strategy = strategy;
        this.cost = cost;
        this.limits = limits;
        this.intervalNs =
                Limits.check("intervalSeconds", intervalSeconds, 1, 86_400) * NS_PER_SECOND;
        queue = new MigrationQueue(cluster.hosts().count(), cluster.guests().count(), limits);
        isToBeOff = new boolean[cluster.hosts().count()];
        hostMeter = new HostMeter(cluster.hosts());
        guestMeter = new GuestMeter(cluster.guests());
    }

    /** Runs so many samples more; the report covers all since the start. */
    public DayReport run(int samples, SampleListener listener) {
        for (int i = 0; i < samples; i++) {
            listener.onSample(step());
            sample++;
        }
        double seconds = (double) sample * intervalNs / NS_PER_SECOND;
        return new DayReport(
                strategy.name(),
                hostMeter.joules(),
                seconds > 0 ? hostMeter.onSeconds() / seconds : 0,
                completed,
                bytes,
                downtimeNs,
                switchedOff,
                hostMeter.overloadTimeFraction(),
                hostMeter.timePerActiveHost(),
                guestMeter.degradation());
    }

    private SampleLine step() {
        long startNs = sample * intervalNs;
        long endNs = startNs + intervalNs;
        double joulesBefore = hostMeter.joules();
        long completedBefore = completed;
        cluster.takeSample(demand, sample, startNs);
        Hosts hosts = cluster.hosts();
        long demandMips = 0;
        int overloaded = 0;
        for (int host = 0; host < hosts.count(); host++) {
            demandMips += hosts.demandMips(host);
            overloaded += hosts.demandMips(host) > hosts.cpuMips(host) ? 1 : 0;
        }

        Plan plan = strategy.decide(cluster);
        apply(plan, startNs);
        startReady(startNs);
        while (running.firstEndNs() < endNs) {
            RunningMigrations.Entry over = running.removeFirst();
            complete(over);
            startReady(over.endNs());
        }
        running.forEach(migration -> migration.account(guestMeter, endNs));
        guestMeter.asked(intervalNs);
        hostMeter.settleAll(endNs);
        return new SampleLine(
                sample,
                hosts.onCount(),
                demandMips,
                overloaded,
                hostMeter.joules() - joulesBefore,
                plan.moves().size(),
                (int) (completed - completedBefore),
                queue.running(),
                queue.waiting());
    }

    private void apply(Plan plan, long nowNs) {
        for (int host : plan.switchOn()) {
            hostMeter.settle(host, nowNs);
            cluster.switchOn(host);
        }
        for (int host : plan.switchOff()) {
            isToBeOff[host] = true;
        }
        for (Move move : plan.moves()) {
            int source = cluster.guests().host(move.guest());
            cluster.plan(move.guest(), move.destination());
            isToBeOff[move.destination()] = false;
            queue.offer(move.guest(), source, move.destination());
        }
        for (int host : plan.switchOff()) {
            switchOffIfEmpty(host, nowNs);
        }
    }

    private void startReady(long nowNs) {
        for (int guest = queue.poll(); guest != NONE; guest = queue.poll()) {
            Hosts hosts = cluster.hosts();
            int source = cluster.guests().host(guest);
            int destination = cluster.guests().plannedHost(guest);
            double share =
                    Math.min(
                            (double) hosts.spec(source).nicBytesPerSecond() / limits.outPerHost(),
                            (double) hosts.spec(destination).nicBytesPerSecond()
                                    / limits.inPerHost());
            MigrationEstimate estimate =
                    cost.estimate(
                            cluster.guests().memoryBytes(guest),
                            cluster.guests().dirtyBytesPerSecond(guest),
                            share);
            running.add(guest, nowNs, estimate);
        }
    }

    private void complete(RunningMigrations.Entry migration) {
        int guest = migration.guest();
        long nowNs = migration.endNs();
        int source = cluster.guests().host(guest);
        migration.account(guestMeter, nowNs);
        hostMeter.settle(source, nowNs);
        hostMeter.settle(cluster.guests().plannedHost(guest), nowNs);
        cluster.complete(guest);
        queue.finished(guest);
        completed++;
        bytes += migration.estimate().bytes();
        downtimeNs += migration.estimate().downtimeNs();
        switchOffIfEmpty(source, nowNs);
    }

    private void switchOffIfEmpty(int host, long nowNs) {
        if (isToBeOff[host] && cluster.hosts().isEmpty(host)) {
            isToBeOff[host] = false;
            hostMeter.settle(host, nowNs);
            cluster.switchOff(host);
            switchedOff++;
        }
    }
}
