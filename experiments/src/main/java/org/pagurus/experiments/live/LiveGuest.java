package org.pagurus.experiments.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.Answers;
import org.pagurus.experiments.demo.ClientVerdict;
import org.pagurus.experiments.demo.DemoException;
import org.pagurus.experiments.demo.HostGroup;
import org.pagurus.experiments.demo.LoadClient;
import org.pagurus.experiments.demo.LoadClientOptions;
import org.pagurus.experiments.demo.network.GuestWatch;
import org.pagurus.experiments.demo.network.ServiceAddress;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.guest.GuestDescription;
import org.pagurus.report.Outcome;
import org.pagurus.simulator.service.ServiceLoad;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;

/**
 * A guest that runs on a host, with a client where its service is used, and what is to migrate it.
 * Booted by one thread, migrated by another.
 */
final class LiveGuest implements AutoCloseable {
    /** A client is answered within this time, wherever the guest is. */
    private static final long ANSWER_LIMIT_NS = TimeUnit.SECONDS.toNanos(30);

    /** How long it goes on when the migration is over. */
    private static final long AFTER_NS = TimeUnit.SECONDS.toNanos(1);

    private final MigrationPlan plan;
    private final ServiceLoad load;
    private final HostClient source;
    private final @Nullable LoadClient client;

    private LiveGuest(
            MigrationPlan plan, ServiceLoad load, HostClient source, @Nullable LoadClient client) {
        this.plan = plan;
        this.load = load;
        this.source = source;
        this.client = client;
    }

    /** Boots the guest that a migration moves; when this returns its client has an answer. */
    static LiveGuest boot(
            MigrationScenario scenario, MigrationPlan plan, LiveNetwork net, HostGroup hosts)
            throws DemoException, IOException, InterruptedException {
        GuestPlan guest = scenario.guest(plan.guest());
        int number = scenario.guests().indexOf(guest);
        long seed = scenario.about().seed() + number;
        GuestDescription description = guest.describe(net.guest(number), seed);
        HostClient source = net.connect(plan.from(), hosts.host(plan.from()));
        try {
            Answers.accepted(source.ask(HostRequest.StartGuest.of(description)));
            LoadClient client = null;
            if (guest.load().requestsPerSecond() > 0) {
                client =
                        start(
                                net,
                                LoadClientOptions.of(
                                                net.client(number), description.nic().ip(), seed)
                                        .withRequestsPerSecond(
                                                (int) guest.load().requestsPerSecond()));
            }
            return new LiveGuest(plan, guest.load(), source, client);
        } catch (DemoException | IOException | InterruptedException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Migrates it, and hears its client out.
     *
     * @throws DemoException when the migration was refused, or the client got no answer any more
     */
    MigrationResult migrate(LiveNetwork net, InetSocketAddress destination, Runnable onProgress)
            throws DemoException, IOException, InterruptedException {
        HostRequest.Migrate request =
                new HostRequest.Migrate(
                        plan.guest(),
                        destination.getAddress().getHostAddress(),
                        destination.getPort(),
                        net.settings(plan));
        HostReply.Migrated migrated =
                (HostReply.Migrated)
                        Answers.accepted(source.migrate(request, reply -> onProgress.run()));
        MigrationResult result =
                MigrationResult.of(plan, load, migrated.report(), migrated.dirtyLog());
        return client == null ? result : result.with(heard(client, migrated).figures());
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        source.close();
    }

    private ClientVerdict heard(LoadClient heard, HostReply.Migrated migrated)
            throws DemoException, InterruptedException {
        ClientVerdict verdict =
                ClientVerdict.of(
                        heard,
                        migrated.report().outcome() == Outcome.COMPLETED,
                        AFTER_NS,
                        ANSWER_LIMIT_NS,
                        GuestWatch.NONE);
        if (!verdict.served()) {
            throw new DemoException(
                    "guest "
                            + plan.guest()
                            + ": expected it to answer its client to the end, found "
                            + (verdict.findings().isEmpty()
                                    ? "no answer"
                                    : verdict.findings().getFirst()));
        }
        return verdict;
    }

    private static LoadClient start(LiveNetwork net, LoadClientOptions options)
            throws DemoException, IOException, InterruptedException {
        LoadClientOptions limited = options.withAnswerLimitNs(ANSWER_LIMIT_NS);
        LoadClient client =
                LoadClient.over(
                        net.line(
                                new ServiceAddress(
                                        limited.client(), limited.guestIp(), limited.guestPort())),
                        limited);
        try {
            client.start();
            Answers.await(client, 1, ANSWER_LIMIT_NS);
            return client;
        } catch (DemoException | InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }
}
