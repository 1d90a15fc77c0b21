package org.pagurus.experiments.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.pagurus.experiments.demo.DemoException;
import org.pagurus.experiments.demo.HostGroup;
import org.pagurus.experiments.demo.network.MigrationLink;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.experiments.scenario.run.RunProgress;

/**
 * One run between hosts that serve: boots all guests, then migrates each at its time, which counts
 * from when the last one runs.
 */
final class LiveRun {
    private static final long SHOW_MS = 200;

    private final MigrationScenario scenario;
    private final LiveNetwork net;
    private final HostGroup hosts;
    private final RunProgress progress;

    /** What the hosts have told. */
    private final AtomicLong events = new AtomicLong();

    LiveRun(MigrationScenario scenario, LiveNetwork net, HostGroup hosts, RunProgress progress) {
        this.scenario = scenario;
        this.net = net;
        this.hosts = hosts;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param limitNs when the hosts are ended, for whoever wants to know how far it is
     */
    List<MigrationResult> run(long limitNs)
            throws DemoException, IOException, InterruptedException {
        List<LiveGuest> guests = new ArrayList<>();
        try {
            for (MigrationPlan plan : scenario.migrations()) {
                guests.add(LiveGuest.boot(scenario, plan, net, hosts));
            }
            return migrate(guests, limitNs);
        } finally {
            guests.forEach(LiveGuest::close);
        }
    }

    private List<MigrationResult> migrate(List<LiveGuest> guests, long limitNs)
            throws DemoException, IOException, InterruptedException {
        long startNs = System.nanoTime();
        ExecutorService executor =
                Executors.newFixedThreadPool(
                        guests.size(),
                        Thread.ofPlatform().name("migration-", 0).daemon().factory());
        MigrationLink link = net.link();
        try (LinkChanges changes =
                link == null ? null : LinkChanges.start(link, scenario.changes())) {
            CompletionService<MigrationResult> ended = new ExecutorCompletionService<>(executor);
            List<Future<MigrationResult>> migrations = new ArrayList<>();
            for (int number = 0; number < guests.size(); number++) {
                LiveGuest guest = guests.get(number);
                MigrationPlan plan = scenario.migrations().get(number);
                migrations.add(ended.submit(() -> migrate(guest, plan, startNs)));
            }
            await(ended, guests.size(), startNs, limitNs);
            if (changes != null) {
                changes.check();
            }
            List<MigrationResult> results = new ArrayList<>();
            for (Future<MigrationResult> migration : migrations) {
                results.add(migration.resultNow());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private MigrationResult migrate(LiveGuest guest, MigrationPlan plan, long startNs)
            throws DemoException, IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(startNs + plan.startNs() - System.nanoTime());
        return guest.migrate(net, hosts.host(plan.to()).address(), events::incrementAndGet);
    }

    /** Until all have ended, or one could not be carried out. */
    private void await(
            CompletionService<MigrationResult> ended, int count, long startNs, long limitNs)
            throws DemoException, IOException, InterruptedException {
        for (int left = count; left > 0; ) {
            Future<MigrationResult> one = ended.poll(SHOW_MS, TimeUnit.MILLISECONDS);
            left -= one == null ? 0 : 1;
            progress.show(System.nanoTime() - startNs, limitNs, events.get());
            if (one == null) {
                hosts.check();
            }
            if (one != null) {
                check(one);
            }
        }
    }

    private static void check(Future<MigrationResult> ended)
            throws DemoException, IOException, InterruptedException {
        try {
            MigrationResult unused = ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case DemoException known -> throw known;
                case IOException broken -> throw broken;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException("a migration failed", e);
            }
        }
    }
}
