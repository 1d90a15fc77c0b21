package org.pagurus.transport.host;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.pagurus.guest.GuestCheck;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.transport.command.CommandFraming;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostReply.MigrationInfo;
import org.pagurus.transport.command.HostRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one command connection: its requests are carried out one at a time, off the event loop.
 */
final class CommandServer extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(CommandServer.class);

    private final GuestTable guests;
    private final OutgoingMigrations migrations;
    private final Recovery recovery;
    private final Checkpoints checkpoints;
    private final Supplier<List<MigrationInfo>> known;
    private final ExecutorService executor;

    /**
     * @param known the migrations that this host knows of
     */
    CommandServer(
            GuestTable guests,
            OutgoingMigrations migrations,
            Recovery recovery,
            Checkpoints checkpoints,
            Supplier<List<MigrationInfo>> known,
            ExecutorService executor) {
        this.guests = guests;
        this.migrations = migrations;
        this.recovery = recovery;
        this.checkpoints = checkpoints;
        this.known = known;
        this.executor = executor;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
        Channel channel = context.channel();
        // The next request is read when the client has taken the answer to this one.
        channel.config().setAutoRead(false);
        HostRequest request;
        try {
            request = CommandFraming.readRequest(line);
        } catch (ProtocolException e) {
            reply(channel, new HostReply.Refused(e.field(), e.reason()));
            return;
        }
        try {
            executor.execute(() -> reply(channel, answer(request, channel)));
        } catch (RejectedExecutionException e) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("command from {}: {}", context.channel().remoteAddress(), cause.getMessage());
        context.close();
    }

    private static void reply(Channel channel, HostReply reply) {
        CommandFraming.send(channel, reply)
                .addListener(sent -> channel.config().setAutoRead(sent.isSuccess()));
    }

    /** What a client that does not read has missed of the progress is not kept for it. */
    private static void tell(Channel channel, HostReply onTheWay) {
        boolean passing =
                onTheWay instanceof HostReply.Progress || onTheWay instanceof HostReply.Pages;
        if (channel.isWritable() || !passing) {
            CommandFraming.send(channel, onTheWay);
        }
    }

    private HostReply answer(HostRequest request, Channel channel) {
        try {
            return switch (request) {
                case HostRequest.StartGuest r -> start(r);
                case HostRequest.DescribeGuests r ->
                        new HostReply.Guests(guests.describe(r.name()));
                case HostRequest.StopGuest r -> {
                    guests.stop(r.name());
                    yield new HostReply.Done("guest " + r.name() + " was stopped");
                }
                case HostRequest.SaveGuest r -> checkpoints.save(r);
                case HostRequest.RestoreGuest r -> checkpoints.restore(r);
                case HostRequest.CheckGuest r -> {
                    GuestCheck check = guests.check(r.name());
                    yield new HostReply.Checked(check.intact(), check.text());
                }
                case HostRequest.MeasureGuest r -> checkpoints.measure(r);
                case HostRequest.Migrate r ->
                        migrations.migrate(r, onTheWay -> tell(channel, onTheWay));
                case HostRequest.Cancel r -> {
                    migrations.cancel(r.name());
                    yield new HostReply.Done(
                            "migration of guest " + r.name() + " is being cancelled");
                }
                case HostRequest.DescribeMigrations r -> new HostReply.Migrations(known.get());
                case HostRequest.PlanRecovery r ->
                        new HostReply.RecoveryPlan(recovery.plan(r.target(), r.force()));
                case HostRequest.Recover r ->
                        new HostReply.Recovered(recovery.recover(r.target(), r.force()));
            };
        } catch (RefusedException e) {
            return new HostReply.Refused(e.field(), e.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HostReply.Refused("host", "the daemon is shutting down");
        } catch (RuntimeException e) {
            LOG.error("command {} failed", request, e);
            return new HostReply.Refused("host", "failed inside the daemon, see its log: " + e);
        }
    }

    private HostReply start(HostRequest.StartGuest request) throws RefusedException {
        NicAddress nic;
        try {
            nic = new NicAddress(MacAddress.parse(request.mac()), Ipv4Address.parse(request.ip()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("nic", String.valueOf(e.getMessage()));
        }
        guests.start(
                new GuestDescription(
                        request.name(),
                        request.kind(),
                        request.memoryBytes(),
                        nic,
                        ByteString.copyFrom(request.configuration())));
        return new HostReply.Done("guest " + request.name() + " runs");
    }
}
