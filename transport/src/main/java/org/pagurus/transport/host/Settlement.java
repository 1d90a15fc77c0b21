package org.pagurus.transport.host;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.source.Inquirer;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.wire.ControlMessage;
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

    /** Answers waiting to be read; a destination that sends more is not listened to. */
    private static final int CAPACITY = 64;

    /** An answer, or null for the connection's end. */
    private record Arrived(@Nullable ControlMessage answer, String reason) {}

    private final GuestTable guests;
    private final Journal journal;
    private final PrefaceClient client;
    private final HostClock clock;
    private final IntSupplier listenPort;

    /**
     * @param listenPort where this host can be asked itself
     */
    Settlement(
            GuestTable guests,
            Journal journal,
            PrefaceClient client,
            HostClock clock,
            IntSupplier listenPort) {
        this.guests = guests;
        this.journal = journal;
        this.client = client;
        this.clock = clock;
        this.listenPort = listenPort;
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
                            PeerAddress.parse(open.peer()),
                            Preface.control(open.token(), listenPort.getAsInt()),
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
        Inquirer inquirer = new Inquirer(open, new Here(channel));
        long deadlineNs = System.nanoTime() + Inquirer.LIMIT_NS;
        inquirer.ask();
        while (System.nanoTime() < deadlineNs) {
            Arrived arrived = arrivals.poll(Inquirer.ASK_AGAIN_NS, TimeUnit.NANOSECONDS);
            if (arrived == null) {
                inquirer.ask();
                continue;
            }
            ControlMessage answer = arrived.answer();
            if (answer == null) {
                return new Result.Unsettled(open.peer() + ": " + arrived.reason());
            }
            switch (inquirer.answered(answer, clock.nowMs())) {
                case Inquirer.Outcome.Open o -> {}
                case Inquirer.Outcome.Settled settled -> {
                    return new Result.Settled(settled.last());
                }
                case Inquirer.Outcome.Unsettled unsettled -> {
                    LOG.error("migration {}: {}", open.token(), unsettled.reason());
                    return new Result.Unsettled(unsettled.reason());
                }
            }
        }
        return new Result.Unsettled(open.peer() + " has not said what became of the guest");
    }

    /** This host, asking through a connection. */
    private final class Here implements Inquirer.Host {
        private final Channel channel;

        Here(Channel channel) {
            this.channel = channel;
        }

        @Override
        public boolean isDown(String guestName) {
            return guests.isDown(guestName);
        }

        @Override
        public void send(ControlMessage message) {
            ControlFraming.send(channel, message);
        }

        @Override
        public void append(JournalRecord record) throws IOException {
            if (record.step() == Step.RELEASED) {
                guests.release(record);
            } else {
                journal.append(record);
            }
            LOG.info(
                    "migration {}: guest {}: {}",
                    record.token(),
                    record.guestName(),
                    record.step());
        }

        @Override
        public void drop(String guestName) {
            guests.drop(guestName);
        }

        @Override
        public void takeBack(String guestName) {
            guests.takeBack(guestName);
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
