package org.pagurus.transport.host;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.source.Inquiry;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Done;
import org.pagurus.protocol.wire.Query;
import org.pagurus.protocol.wire.Release;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.netty.ControlFraming;
import org.pagurus.transport.netty.Preface;
import org.pagurus.transport.netty.PrefaceClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles a migration of which only the journal is left: asks the destination and does what
 * follows. One at a time.
 */
final class Settlement {
    /** How it ended. */
    sealed interface Result {
        /** The other side has said how it stands, and this is written. */
        record Settled(JournalRecord last) implements Result {}

        /** The other side cannot be reached. */
        record Unreached(String reason) implements Result {}

        /** It can, but it has not said what there is to say. */
        record Unsettled(String reason) implements Result {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long ASK_AGAIN_MS = 1_000;
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(5);

    /** Answers waiting to be read; a destination that sends more is not listened to. */
    private static final int CAPACITY = 64;

    /** An answer, or null for the connection's end. */
    private record Arrived(@Nullable ControlMessage answer, String reason) {}

    private final GuestTable guests;
    private final Journal journal;
    private final PrefaceClient client;
    private final HostClock clock;

    Settlement(GuestTable guests, Journal journal, PrefaceClient client, HostClock clock) {
        this.guests = guests;
        this.journal = journal;
        this.client = client;
        this.clock = clock;
    }

    /**
     * @param open the migration's last record: LEAVING, RELEASED or FORCED
     */
    Result settle(JournalRecord open) throws InterruptedException {
        BlockingQueue<Arrived> arrivals = new LinkedBlockingQueue<>(CAPACITY);
        Channel channel;
        try {
            channel =
                    client.connect(
                            address(open.peer()),
                            Preface.control(open.token()),
                            connected ->
                                    ControlFraming.install(
                                            connected, new Listener(arrivals, connected)));
        } catch (ConnectException e) {
            return new Result.Unreached(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Result.Unsettled(String.valueOf(e.getMessage()));
        }
        try {
            return talk(open, channel, arrivals);
        } catch (IOException e) {
            return new Result.Unsettled(String.valueOf(e.getMessage()));
        } finally {
            channel.close().awaitUninterruptibly();
        }
    }

    private Result talk(JournalRecord open, Channel channel, BlockingQueue<Arrived> arrivals)
            throws IOException, InterruptedException {
        JournalRecord now = open;
        long deadlineNs = System.nanoTime() + LIMIT_NS;
        send(channel, now, ControlMessage.newBuilder().setQuery(Query.getDefaultInstance()));
        while (System.nanoTime() < deadlineNs) {
            Arrived arrived = arrivals.poll(ASK_AGAIN_MS, TimeUnit.MILLISECONDS);
            if (arrived == null) {
                send(
                        channel,
                        now,
                        ControlMessage.newBuilder().setQuery(Query.getDefaultInstance()));
                continue;
            }
            ControlMessage answer = arrived.answer();
            if (answer == null) {
                return new Result.Unsettled(now.peer() + ": " + arrived.reason());
            }
            Inquiry.Verdict verdict =
                    answer.getToken().equals(now.token().toBytes())
                            ? Inquiry.verdict(now.step(), !guests.isDown(now.guestName()), answer)
                            : Inquiry.Verdict.UNEXPECTED;
            switch (verdict) {
                case ASK_AGAIN -> {}
                case RELEASE -> {
                    if (now.step() != Step.RELEASED) {
                        now = now.then(Step.RELEASED, clock.nowMs());
                        guests.release(now);
                    }
                    send(
                            channel,
                            now,
                            ControlMessage.newBuilder().setRelease(Release.getDefaultInstance()));
                }
                case CANCEL ->
                        send(
                                channel,
                                now,
                                ControlMessage.newBuilder()
                                        .setCancel(
                                                Cancel.newBuilder()
                                                        .setReason(
                                                                "the guest runs at the source")));
                case CONCLUDE -> {
                    return conclude(now, channel);
                }
                case RECLAIM -> {
                    Result settled = write(now.then(Step.RECLAIMED, clock.nowMs()));
                    guests.takeBack(now.guestName());
                    return settled;
                }
                case KEEP -> {
                    return write(now.then(Step.KEPT, clock.nowMs()));
                }
                case UNEXPECTED -> {
                    String what = answer.getBodyCase().name();
                    LOG.error("migration {}: {} said {}", now.token(), now.peer(), what);
                    return new Result.Unsettled(
                            now.peer()
                                    + " answered "
                                    + what
                                    + ", which may not come when the journal says "
                                    + now.step());
                }
            }
        }
        return new Result.Unsettled(now.peer() + " has not said what became of the guest");
    }

    /** The guest there is the one that stays: it has the memory, and was released to it. */
    private Result conclude(JournalRecord now, Channel channel) throws IOException {
        if (now.step() != Step.LEAVING) {
            guests.drop(now.guestName());
        }
        Result settled = write(now.then(Step.DONE, clock.nowMs()));
        send(channel, now, ControlMessage.newBuilder().setDone(Done.getDefaultInstance()));
        return settled;
    }

    private Result write(JournalRecord record) throws IOException {
        journal.append(record);
        LOG.info("migration {}: guest {}: {}", record.token(), record.guestName(), record.step());
        return new Result.Settled(record);
    }

    private static void send(Channel channel, JournalRecord now, ControlMessage.Builder message) {
        ControlFraming.send(channel, message.setToken(now.token().toBytes()).build());
    }

    /** An address of the journal, {@code HOST:PORT}. */
    private static InetSocketAddress address(String peer) throws IOException {
        int colon = peer.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    peer.substring(0, Math.max(0, colon)),
                    Integer.parseInt(peer.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IOException("peer: expected HOST:PORT but found " + peer, e);
        }
    }

    private record Listener(BlockingQueue<Arrived> arrivals, Channel channel)
            implements ControlFraming.Listener {
        @Override
        public void received(ControlMessage message) {
            if (!arrivals.offer(new Arrived(message, ""))) {
                channel.close();
            }
        }

        @Override
        public void closed(String reason) {
            // Where it does not fit in, the answers before it, and the limit, say enough.
            boolean unused = arrivals.offer(new Arrived(null, ControlMessages.reason(reason)));
        }
    }
}
