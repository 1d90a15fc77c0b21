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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestKinds;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.memory.MemoryPool;
import org.pagurus.memory.MemorySource;
import org.pagurus.transport.command.CommandFraming;
import org.pagurus.transport.command.HostReply.MigrationInfo;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.netty.EventLoops;
import org.pagurus.transport.netty.Preface;
import org.pagurus.transport.netty.PrefaceClient;
import org.pagurus.transport.netty.PrefaceServer;
import org.pagurus.transport.netty.SwitchableReceive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host: runs guests, sends them away, takes them in, and serves commands, all on one port. */
public final class HostDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostDaemon.class);
    private static final long PREFACE_LIMIT_MS = 5_000;
    private static final long CLOSE_LIMIT_SECONDS = 5;

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
    private final Journal journal;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** One for each connection that may still come. */
    private final Semaphore places;

    private final @Nullable MemoryPool memory;
    private final Channel server;

    private HostDaemon(HostConfig config, Journal journal) throws IOException {
        this.config = config;
        this.journal = journal;
        places = new Semaphore(config.connectionLimit());
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
        incoming = new IncomingMigrations(guests, new GuardedJournal(journal, guests), clock);
        PrefaceClient client = new PrefaceClient(loops, group);
        outgoing = new OutgoingMigrations(guests, journal, client, clock, timer);
        recovery =
                new Recovery(
                        guests, outgoing, journal, new Settlement(guests, journal, client, clock));
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(group)
                        .channel(loops.serverChannel())
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
        HostDaemon daemon = new HostDaemon(config, journal);
        LOG.info("serves on {}", daemon.address());
        return daemon;
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
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

    /** Stops all guests and serves no more. */
    @Override
    public void close() {
        close(server);
    }

    private void close(@Nullable Channel open) {
        if (open != null) {
            open.close().awaitUninterruptibly(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        recovery.close();
        commands.shutdownNow();
        timer.shutdownNow();
        connections.close().awaitUninterruptibly(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        EventLoops.shutDown(group);
        guests.close();
        if (memory != null) {
            memory.close();
        }
    }

    private void accept(SocketChannel channel) {
        if (!places.tryAcquire()) {
            LOG.warn(
                    "connection from {}: more than {} connections",
                    channel.remoteAddress(),
                    config.connectionLimit());
            channel.close();
            return;
        }
        connections.add(channel); // leaves the group by itself when it is closed
        channel.closeFuture().addListener(closed -> places.release());
        SwitchableReceive.install(channel);
        channel.pipeline().addLast(new PrefaceServer(this::serve, PREFACE_LIMIT_MS));
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
        return switch (preface.kind()) {
            case CONTROL -> incoming.acceptControl(preface, channel);
            case PAGES -> incoming.acceptPages(preface, channel);
            case COMMAND -> {
                channel.pipeline()
                        .addLast(
                                CommandFraming.lines(CommandFraming.REQUEST_BYTES),
                                new FlowControlHandler(), // the requests behind wait their turn
                                new CommandServer(
                                        guests, outgoing, recovery, this::migrations, commands));
                yield null;
            }
        };
    }
}
