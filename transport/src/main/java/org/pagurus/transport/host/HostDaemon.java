package org.pagurus.transport.host;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestKinds;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.memory.MemoryPool;
import org.pagurus.memory.MemorySource;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.transport.command.CommandFraming;
import org.pagurus.transport.command.HostReply.MigrationInfo;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.netty.EventLoops;
import org.pagurus.transport.netty.FrameLimit;
import org.pagurus.transport.netty.Preface;
import org.pagurus.transport.netty.PrefaceClient;
import org.pagurus.transport.netty.PrefaceServer;
import org.pagurus.transport.netty.RefusalLog;
import org.pagurus.transport.netty.Refusals;
import org.pagurus.transport.netty.SwitchableReceive;
import org.pagurus.transport.security.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host: runs guests, sends them away, takes them in, and serves commands, all on one port. */
public final class HostDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostDaemon.class);
    private static final long CLOSE_LIMIT_SECONDS = 5;
    private static final long MIGRATIONS_LIMIT_MS = 5_000;
    private static final long CHECKPOINTS_LIMIT_MS = 5_000;
    private static final long ANSWERS_LIMIT_MS = 500;

    private final HostConfig config;
    private final EventLoopGroup group;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("host-timer").daemon().factory());
    private final ExecutorService commands =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("command-", 0).daemon().factory());
    private final GuestTable guests;
    private final IncomingMigrations incoming;
    private final OutgoingMigrations outgoing;
    private final Recovery recovery;
    private final Checkpoints checkpoints;
    private final Journal journal;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private final HostCounters counters;
    private final ConnectionPlaces places;

    /** Guarded by this. */
    private boolean closed;

    private final @Nullable MemoryPool memory;
    private final Channel server;

    private HostDaemon(HostConfig config, Journal journal, Refusals refusals) throws IOException {
        this.config = config;
        this.journal = journal;
        counters = new HostCounters(refusals);
        places = new ConnectionPlaces(config.limits(), counters);
        EventLoops loops = EventLoops.best();
        group = loops.newGroup(Math.max(2, Runtime.getRuntime().availableProcessors()), "host");
        HostClock clock = new HostClock();
        memory = config.preallocatedBytes() > 0 ? new MemoryPool(config.preallocatedBytes()) : null;
        MemorySource source = memory == null ? MemorySource.FRESH : memory;
        GuestKinds kinds =
                new GuestKinds(
                        Map.of(
                                SyntheticGuests.KIND, new SyntheticGuests(System::nanoTime, source),
                                TracedGuests.KIND,
                                        new TracedGuests(
                                                config.tracesDirectory(),
                                                System::nanoTime,
                                                source)),
                        config.memoryLimitBytes());
        guests = new GuestTable(kinds, config, timer, journal, clock);
        incoming =
                new IncomingMigrations(
                        guests,
                        new PeerMemory(config.limits().peerMemoryBytes(), counters),
                        new GuardedJournal(journal, guests),
                        clock,
                        places);
        PrefaceClient client = new PrefaceClient(loops, group, config.security());
        outgoing =
                new OutgoingMigrations(
                        guests, journal, client, clock, timer, counters, this::listenPort);
        Settlement settlement = new Settlement(guests, journal, client, clock, this::listenPort);
        recovery =
                new Recovery(
                        guests,
                        outgoing,
                        incoming,
                        journal,
                        settlement,
                        new Confirmation(guests, client, clock));
        checkpoints =
                new Checkpoints(
                        guests,
                        new RestoreClaim.Claims(guests, journal, settlement),
                        recovery.acting(),
                        clock);
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(group)
                        .channel(loops.serverChannel())
                        .handler(places.gate())
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        accept(channel);
                                    }
                                })
                        .bind(config.listen())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close(null);
            throw new IOException(
                    "listen: cannot serve on "
                            + config.listen()
                            + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        server = bound.channel();
        recovery.start();
    }

    /**
     * Starts a host.
     *
     * @throws IOException when its port can't be had
     */
    public static HostDaemon start(HostConfig config, Journal journal) throws IOException {
        return start(config, journal, new RefusalLog());
    }

    /** With a log of refused connections of one's own. */
    static HostDaemon start(HostConfig config, Journal journal, Refusals refusals)
            throws IOException {
        HostDaemon daemon = new HostDaemon(config, journal, refusals);
        LOG.info("serves on {}", daemon.address());
        return daemon;
    }

    private int listenPort() {
        return address().getPort();
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** What it has done so far. */
    public HostCounters counters() {
        return counters;
    }

    /** How it stands now. */
    public HostStatus status() {
        return new HostStatus(
                guests.places(),
                guests.memoryBytes(),
                places.served(),
                places.unserved(),
                outgoing.guests(),
                incoming.count());
    }

    /** The guests, for tests. */
    GuestTable guests() {
        return guests;
    }

    /** What is free of the memory set aside, for tests. */
    long freePoolBytes() {
        return memory == null ? 0 : memory.freeBytes();
    }

    /** Connections open now, for tests. */
    int connectionCount() {
        return connections.size();
    }

    /**
     * Serves no more, gives up the migrations that can be given up, and stops all guests. What was
     * open is logged. Whoever closes it again waits for the end too.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.close().awaitUninterruptibly(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
            boolean unused = endCheckpoints();
            endMigrations();
            close(null);
        }
    }

    /** Nothing moves because a daemon stops: before the release a guest stays where it is. */
    private void endMigrations() {
        try {
            List<String> released = outgoing.stop(MIGRATIONS_LIMIT_MS);
            if (!released.isEmpty()) {
                LOG.warn(
                        "stops while guests {} are released to other hosts, which have not said that"
                                + " they run",
                        released);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<MigrationToken> claims = incoming.claims();
        if (!claims.isEmpty()) {
            LOG.warn("stops while the sources of migrations {} may not know how they end", claims);
        }
        List<String> running = guests.running();
        if (!running.isEmpty()) {
            LOG.warn("stops with guests {}, whose memory ends with this process", running);
        }
    }

    /** What has ended is answered first; whoever waits for something else is told to end. */
    private void endCommands() {
        commands.shutdown();
        try {
            boolean unused = commands.awaitTermination(ANSWERS_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commands.shutdownNow();
    }

    /** Whoever reads or fills a guest's memory must have ended before it is given back. */
    private boolean endCheckpoints() {
        try {
            return checkpoints.stop(CHECKPOINTS_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void close(@Nullable Channel open) {
        if (open != null) {
            open.close().awaitUninterruptibly(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        recovery.close();
        endCommands();
        timer.shutdownNow();
        connections.close().awaitUninterruptibly(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        EventLoops.shutDown(group);
        if (!endCheckpoints()) {
            LOG.error("a checkpoint does not end; the guests' memory ends with this process");
            return;
        }
        guests.close();
        if (memory != null) {
            memory.close();
        }
    }

    private void accept(SocketChannel channel) {
        connections.add(channel); // leaves the group by itself when it is closed
        places.enter(channel);
        config.security().protectIncoming(channel);
        FrameLimit.set(channel, config.limits().frameBytes());
        SwitchableReceive.install(channel);
        channel.pipeline()
                .addLast(new PrefaceServer(this::serve, counters, config.limits().handshakeMs()));
    }

    /** What the journal has, and what has not come that far. */
    private List<MigrationInfo> migrations() {
        List<MigrationInfo> all = new ArrayList<>();
        journal.migrations().forEach(last -> all.add(info(last)));
        all.addAll(incoming.describe());
        return all;
    }

    private static MigrationInfo info(JournalRecord last) {
        return new MigrationInfo(
                last.token().toString(),
                last.guestName(),
                last.step().isOfSource() ? "source" : "destination",
                last.step().name().toLowerCase(Locale.ROOT),
                last.peer(),
                last.atMs());
    }

    private @Nullable String serve(Preface preface, Channel channel) {
        Peer peer = config.security().peer(channel);
        boolean allowed =
                preface.kind() == Preface.Kind.COMMAND ? peer.isOperator() : peer.isHost();
        if (!allowed) {
            return "certificate: expected the name of an allowed "
                    + (preface.kind() == Preface.Kind.COMMAND ? "operator" : "host")
                    + " but found "
                    + peer.name();
        }
        String noPlace = places.settle(channel, peer);
        return noPlace != null ? noPlace : serve(preface, channel, peer);
    }

    private @Nullable String serve(Preface preface, Channel channel, Peer peer) {
        return switch (preface.kind()) {
            case CONTROL -> incoming.acceptControl(preface, channel, peer);
            case PAGES -> incoming.acceptPages(preface, channel, peer);
            case CONFIRM -> Confirmation.answer(journal, preface.token(), channel);
            case COMMAND -> {
                channel.pipeline()
                        .addLast(
                                CommandFraming.lines(
                                        FrameLimit.of(channel, CommandFraming.REQUEST_BYTES)),
                                new FlowControlHandler(), // the requests behind wait their turn
                                new CommandServer(
                                        guests,
                                        outgoing,
                                        recovery,
                                        checkpoints,
                                        this::migrations,
                                        commands));
                yield null;
            }
        };
    }
}
