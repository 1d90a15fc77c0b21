package org.pagurus.experiments.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.pagurus.experiments.demo.DemoOptions.NetworkKind;
import org.pagurus.experiments.demo.network.DemoNetwork;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.demo.network.GuestWatch;
import org.pagurus.experiments.demo.network.LinkCut;
import org.pagurus.experiments.demo.network.MigrationLink;
import org.pagurus.experiments.demo.network.NamespaceNetwork;
import org.pagurus.experiments.demo.network.ScheduledCut;
import org.pagurus.experiments.demo.network.VirtualNetwork;
import org.pagurus.experiments.machine.AvailableMemory;
import org.pagurus.experiments.progress.MigrationProgress;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;

/**
 * The two-host demo: a network, two host daemons in processes of their own, a guest on one, a
 * client that works against it without a break, and its migration to the other.
 */
public final class DemoRun {
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));

    /** The client is answered within this time, wherever the guest is. */
    private static final long ANSWER_LIMIT_NS = TimeUnit.SECONDS.toNanos(30);

    /** For all that has no limit of its own: starting, booting, verifying. */
    private static final long OTHER_LIMIT_NS = TimeUnit.MINUTES.toNanos(5);

    /** What three JVMs take beside the guest's memory. */
    private static final long JVM_BYTES = 1L << 30;

    private static final double NS_PER_SECOND = 1e9;

    private final DemoOptions options;
    private final PrintWriter out;
    private final LongFunction<MigrationProgress> progress;
    private final DemoWatcher watcher;

    /**
     * @param out told what is being done, a line at a time
     * @param progress what shows a migration, for a guest with so many bytes of memory
     */
    public DemoRun(
            DemoOptions options,
            PrintWriter out,
            LongFunction<MigrationProgress> progress,
            DemoWatcher watcher) {
        this.options = options;
        this.out = out;
        this.progress = progress;
        this.watcher = watcher;
    }

    /**
     * Runs it; when this returns all it had started has ended.
     *
     * @throws DemoException when it could not be carried out; a migration that fails is a result
     */
    public DemoResult run() throws DemoException, InterruptedException {
        checkMemory();
        try (DemoNetwork net = openNetwork();
                HostPair hosts = HostPair.start(options, net, limitNs())) {
            out.printf("network      %s%n", net);
            out.printf("source       %s%n", hosts.source());
            out.printf("destination  %s%n", hosts.destination());
            DemoResult result = hosts.guarded(() -> serve(net, hosts));
            if (result.report().outcome() == Outcome.COMPLETED && result.nothingLost()) {
                hosts.discardLogs();
                return result;
            }
            return result.with("the hosts' logs are in " + hosts.logDirectory());
        } catch (IOException e) {
            throw new DemoException("network: " + e.getMessage(), e);
        }
    }

    private DemoNetwork openNetwork() throws IOException, InterruptedException {
        return switch (options.network()) {
            case VIRTUAL -> VirtualNetwork.open();
            case NAMESPACES ->
                    NamespaceNetwork.open(CLIENT, options.settings().linkRateBytesPerSecond());
        };
    }

    /** The guest's memory is there twice: at the source and at the destination. */
    private void checkMemory() throws DemoException {
        OptionalLong available = AvailableMemory.bytes();
        MigrationSettings settings = options.settings();
        long versionBytes = settings.selectorKind().usesVersions() ? settings.deltaCacheBytes() : 0;
        long neededBytes = 2 * options.guest().memoryBytes() + versionBytes + JVM_BYTES;
        if (available.isPresent() && available.getAsLong() < neededBytes) {
            throw new DemoException(
                    "memory: expected "
                            + (neededBytes >> 20)
                            + " MiB to be available, for the guest on both hosts and its delta cache,"
                            + " found "
                            + (available.getAsLong() >> 20)
                            + " MiB; choose a smaller --memory or --delta-cache");
        }
    }

    /** For a migration and what belongs to it. */
    private long limitNs() {
        return options.settings().timeLimitNs() + 2 * options.warmUpNs() + OTHER_LIMIT_NS;
    }

    private DemoResult serve(DemoNetwork net, HostPair hosts)
            throws DemoException, IOException, InterruptedException {
        NicAddress guest = options.guest().nic();
        LoadClientOptions load =
                LoadClientOptions.of(CLIENT, guest.ip(), options.seed())
                        .withAnswerLimitNs(ANSWER_LIMIT_NS);
        try (HostClient source = net.connect(Host.SOURCE, hosts.source().address());
                HostClient destination =
                        net.connect(Host.DESTINATION, hosts.destination().address())) {
            boot(source);
            try (LoadClient client = LoadClient.over(net.line(load.service()), load)) {
                client.start();
                Answers.await(client, 1, ANSWER_LIMIT_NS);
                out.printf(
                        "client       %s, %,d requests a second to %s%n%n",
                        CLIENT.ip(), load.requestsPerSecond(), guest.ip());
                out.flush();
                hosts.unlimited();
                watcher.started(hosts.source().toString(), hosts.destination().toString(), client);
                hosts.limit(limitNs());
                Move there = new Move(Host.SOURCE, source, hosts.destination().address());
                Move back = new Move(Host.DESTINATION, destination, hosts.source().address());
                return move(net, hosts, client, there, back).verified(client).result();
            }
        }
    }

    /**
     * One way that the guest may go.
     *
     * @param host it leaves
     * @param daemon of that host
     * @param to where the other host serves
     */
    private record Move(Host host, HostClient daemon, InetSocketAddress to) {}

    /** Moves the guest as often as is asked for; the last migration is the result. */
    private Moved move(DemoNetwork net, HostPair hosts, LoadClient client, Move there, Move back)
            throws DemoException, IOException, InterruptedException {
        Move next = there;
        int moves = 0;
        while (true) {
            Moved moved = migrate(net, client, next, moves);
            if (moved.completed()) {
                moves++;
                next = next == there ? back : there;
            }
            hosts.unlimited();
            boolean again = watcher.ended(moved.result());
            hosts.limit(limitNs());
            if (!again || moves == ReplyTimeline.MAX_CHANGES) {
                return moved;
            }
        }
    }

    private Moved migrate(DemoNetwork net, LoadClient client, Move move, int moves)
            throws DemoException, IOException, InterruptedException {
        try (GuestWatch watch = net.watch(options.guest().nic(), move.host())) {
            TimeUnit.NANOSECONDS.sleep(options.warmUpNs());
            watcher.begins(move.host());
            List<String> findings = new ArrayList<>();
            HostReply.Migrated migrated = migrate(net, move, findings);
            watcher.onTheWay(migrated);
            boolean completed = migrated.report().outcome() == Outcome.COMPLETED;
            ClientVerdict verdict =
                    ClientVerdict.soFar(
                            client, completed, moves, options.warmUpNs(), ANSWER_LIMIT_NS, watch);
            return new Moved(migrated, verdict, findings);
        }
    }

    /**
     * A migration that has ended.
     *
     * @param findings what is known beside what the client says
     */
    private record Moved(
            HostReply.Migrated migrated, ClientVerdict verdict, List<String> findings) {
        boolean completed() {
            return migrated.report().outcome() == Outcome.COMPLETED;
        }

        Moved verified(LoadClient client) throws InterruptedException {
            return new Moved(migrated, verdict.verified(client), findings);
        }

        DemoResult result() {
            List<String> all = new ArrayList<>(findings);
            all.addAll(verdict.findings());
            if (!completed() && verdict.served()) {
                all.add("the guest still runs on the source and answers its client");
            }
            return new DemoResult(
                    migrated.report(),
                    migrated.dirtyLog(),
                    verdict.figures(),
                    verdict.served(),
                    all);
        }
    }

    private void boot(HostClient source) throws IOException, InterruptedException, DemoException {
        long startNs = System.nanoTime();
        Answers.accepted(source.ask(HostRequest.StartGuest.of(options.guest())));
        out.printf(
                Locale.ROOT,
                "booted       %s in %.1f s, dirty log: %s%n",
                options.guest().nic().ip(),
                (System.nanoTime() - startNs) / NS_PER_SECOND,
                options.dirtyLog().name().toLowerCase(Locale.ROOT));
    }

    private HostReply.Migrated migrate(DemoNetwork net, Move move, List<String> findings)
            throws IOException, InterruptedException, DemoException {
        LinkCut when = options.linkCut();
        if (when == null) {
            return migrate(move);
        }
        MigrationLink link =
                net.migrationLink()
                        .orElseThrow(() -> new DemoException("link cut: expected a real network"));
        try (ScheduledCut cut = ScheduledCut.start(link, when)) {
            HostReply.Migrated migrated = migrate(move);
            findings.add(cut.outcome());
            return migrated;
        }
    }

    private HostReply.Migrated migrate(Move move)
            throws IOException, InterruptedException, DemoException {
        HostRequest.Migrate request =
                new HostRequest.Migrate(
                        options.guest().name(),
                        move.to().getAddress().getHostAddress(),
                        move.to().getPort(),
                        settings(),
                        watcher.pageCells());
        try (MigrationProgress shown = progress.apply(options.guest().memoryBytes())) {
            return (HostReply.Migrated)
                    Answers.accepted(
                            move.daemon()
                                    .migrate(
                                            request,
                                            onTheWay -> {
                                                shown.show(onTheWay);
                                                watcher.onTheWay(onTheWay);
                                            }));
        }
    }

    /** In namespaces the link itself has its rate, and nobody knows it beforehand. */
    private MigrationSettings settings() {
        return options.network() == NetworkKind.NAMESPACES
                ? options.settings().withLinkRateBytesPerSecond(0)
                : options.settings();
    }
}
