package org.pagurus.transport.driver;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationAction;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.destination.MigrationDestination;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.transport.netty.ControlFraming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link MigrationDestination} on sockets and real time. {@link #run} is the engine's
 * thread; the page streams have the event loops' threads, and decoders.
 */
public final class DestinationDriver {
    /** The host that the guest comes to; called on the engine's thread. */
    public interface Quarters {
        /**
         * Makes a paused guest with empty memory.
         *
         * @param windowBytes memory that its streams take beside it until it is admitted
         * @throws GuestException with the field of the setup that this host cannot serve
         */
        Guest reserve(GuestDescription description, long windowBytes) throws GuestException;

        /** The guest is about to run here. */
        void admit(Guest guest);

        /** Tells the network where the guest's addresses are now. */
        void announce(Guest guest);

        /** The guest does not come after all. */
        void discard(Guest guest, String reason);

        /**
         * Whether a guest that this host owns by a migration is lost, because its process died, and
         * was not booted again.
         */
        boolean isGone(JournalRecord owned);
    }

    /** What has happened: on a control stream, on the page streams of an attempt, or here. */
    private record Arrived(@Nullable Channel control, int attempt, DestinationEvent event) {}

    private static final int NO_STREAM = -1;

    private static final AttributeKey<Integer> SOURCE_PORT =
            AttributeKey.valueOf(DestinationDriver.class, "sourcePort");

    private static final Logger LOG = LoggerFactory.getLogger(DestinationDriver.class);

    private final Quarters quarters;
    private final Journal journal;
    private final HostClock clock;
    private final IncomingStreams streams;
    private final long silenceNs;
    private final MigrationDestination destination;
    private final EventQueue<Arrived> events = new EventQueue<>();
    private volatile @Nullable Guest guest;
    private volatile boolean prepared;
    private volatile boolean claim;
    private @Nullable Channel control;
    private boolean over;
    private long lastHeardNs;

    /** The loss of these page streams counts; {@link #NO_STREAM} when they are given up. */
    private int countedAttempt;

    /**
     * For a migration that begins, or for one that this host knows from its journal alone.
     *
     * @param decoders decode what page streams cannot read right into guest memory
     */
    public DestinationDriver(
            MigrationToken token,
            Quarters quarters,
            Journal journal,
            HostClock clock,
            Executor decoders) {
        this(token, quarters, journal, clock, decoders, Waits.DEFAULT);
    }

    DestinationDriver(
            MigrationToken token,
            Quarters quarters,
            Journal journal,
            HostClock clock,
            Executor decoders,
            Waits waits) {
        this.quarters = quarters;
        silenceNs = waits.silenceNs();
        this.journal = journal;
        this.clock = clock;
        streams = new IncomingStreams(decoders);
        lastHeardNs = clock.nowNs();
        destination =
                journal.last(token)
                        .filter(last -> !last.step().isOfSource()) // a host that asks itself
                        .map(
                                last ->
                                        MigrationDestination.recall(
                                                token,
                                                last,
                                                quarters.isGone(last),
                                                waits,
                                                clock.nowNs()))
                        .orElseGet(() -> MigrationDestination.begin(token, waits, clock.nowNs()));
    }

    public MigrationToken token() {
        return destination.token();
    }

    /**
     * Serves a control stream; the one before, if any, is closed. From its event loop.
     *
     * @param sourcePort where the source can be asked, at the address that it comes from; 0 for
     *     nowhere
     */
    public void attachControl(Channel channel, int sourcePort) {
        channel.attr(SOURCE_PORT).set(sourcePort);
        events.putEnd(new Arrived(channel, NO_STREAM, new DestinationEvent.Connected()));
        ControlFraming.install(
                channel,
                new ControlFraming.Listener() {
                    @Override
                    public void received(ControlMessage message) {
                        DestinationEvent event = new DestinationEvent.Received(message);
                        if (!events.offer(
                                new Arrived(channel, NO_STREAM, event),
                                message.getSerializedSize())) {
                            LOG.warn("migration {}: the source floods the queue", token());
                            channel.close();
                        }
                    }

                    @Override
                    public void closed(String reason) {
                        events.putEnd(
                                new Arrived(
                                        channel,
                                        NO_STREAM,
                                        new DestinationEvent.ConnectionLost(reason)));
                    }
                });
    }

    /**
     * Serves a page stream. From its event loop.
     *
     * @param attempt which attempt to go on it belongs to; 0 for the first connection
     * @return why it cannot be served, or null
     */
    public @Nullable String attachStream(int stream, int attempt, Channel channel) {
        return streams.attach(
                stream, attempt, channel, event -> streamEvent(channel, attempt, event));
    }

    /** Serves the migration until nothing more can come of it. */
    public void run() throws InterruptedException {
        try {
            while (!over) {
                Arrived arrived = events.take(destination.nextTimeoutNs() - clock.nowNs());
                if (arrived != null) {
                    handle(arrived);
                }
                destination.timeout(clock.nowNs());
                performAll();
                over |= isForgotten();
                prepared = destination.isPrepared();
                claim = prepared || destination.isOwned();
            }
        } finally {
            closeStreams();
            if (control != null) {
                control.close();
            }
            destination.close();
        }
    }

    /**
     * When {@link #run} has died: the guest is kept if the journal says that it belongs here, and
     * discarded if not. So the next one that asks is answered from the journal, and rightly.
     */
    public void abandon() {
        Guest left = guest;
        if (left == null) {
            return;
        }
        boolean owned =
                journal.last(token())
                        .filter(last -> last.step().bringsGuest() || last.step() == Step.CONFIRMED)
                        .isPresent();
        if (!owned) {
            quarters.discard(left, "its migration failed inside this daemon");
            return;
        }
        try {
            quarters.admit(left);
            left.resume();
            quarters.announce(left);
        } catch (RuntimeException e) {
            LOG.error("migration {}: the guest cannot be resumed", token(), e);
            quarters.discard(left, "it cannot be resumed: " + e.getMessage());
        }
    }

    /** The guest that is coming, or was; from any thread. Null before there is one. */
    public @Nullable GuestDescription coming() {
        Guest known = guest;
        return known == null ? null : known.description();
    }

    /** Whether the guest is complete here, or runs; from any thread. */
    public boolean hasClaim() {
        return claim;
    }

    /** Whether it is complete here and waits for the source's word; from any thread. */
    public boolean isPrepared() {
        return prepared;
    }

    /**
     * Closes the control streams that came when {@link #run} had ended; called when none can come
     * any more.
     */
    public void closeLate() {
        for (Arrived late = events.poll(); late != null; late = events.poll()) {
            if (late.event instanceof DestinationEvent.Connected && late.control != null) {
                late.control.close();
            }
        }
    }

    /**
     * A source that says nothing is not waited for: not where there is no guest, and not where the
     * guest runs, for then the journal has the answer when it asks after all.
     */
    private boolean isForgotten() {
        return clock.nowNs() - lastHeardNs > silenceNs
                && (destination.isOwned() || !destination.isPrepared() && guest == null);
    }

    private void handle(Arrived arrived) {
        DestinationEvent event = arrived.event;
        boolean gone = event instanceof DestinationEvent.ConnectionLost;
        if (event instanceof DestinationEvent.Connected) {
            if (control != null) {
                control.close();
                countedAttempt = NO_STREAM; // what streams it had go the same way
            }
            control = arrived.control;
        } else if (arrived.control != null && arrived.control != control) {
            return; // from a connection that was replaced
        } else if (arrived.control == null && gone && arrived.attempt != countedAttempt) {
            return; // streams that were given up
        }
        if (arrived.control != null) {
            lastHeardNs = clock.nowNs();
        }
        tell(event);
        boolean done = event instanceof DestinationEvent.Received e && e.message().hasDone();
        over |= done && destination.isOwned();
        over |=
                gone
                        && !destination.isPrepared()
                        && !destination.isOwned()
                        && !destination.isAway();
    }

    private void tell(DestinationEvent event) {
        destination.handle(event, clock.nowNs());
        if (event instanceof DestinationEvent.GuestReserved) {
            admitStreams(0);
        } else if (event instanceof DestinationEvent.StreamsClosed e) {
            admitStreams(e.attempt());
        }
    }

    private void admitStreams(int attempt) {
        countedAttempt = attempt;
        streams.admit(attempt, destination.receivers());
    }

    private void performAll() {
        for (DestinationAction action = destination.poll();
                action != null;
                action = destination.poll()) {
            DestinationEvent event = performSafely(action);
            if (event != null) {
                tell(event);
            }
        }
    }

    /** What fails here has not happened; what the engine makes of it is not caught here. */
    private @Nullable DestinationEvent performSafely(DestinationAction action) {
        try {
            cutIf(Failpoint.reach("destination before", action));
            DestinationEvent event = perform(action);
            cutIf(Failpoint.reach("destination after", action));
            return event;
        } catch (GuestException e) {
            // What the source sent does not fit this host, or is malformed: one line says it all.
            LOG.warn("migration {}: {}: {}", token(), name(action), e.getMessage());
            return failed(action, e);
        } catch (RuntimeException e) {
            LOG.error("migration {}: {} failed", token(), name(action), e);
            return failed(action, e);
        }
    }

    private static DestinationEvent failed(DestinationAction action, Exception e) {
        String reason = String.valueOf(e.getMessage());
        return action instanceof DestinationAction.Reserve
                ? new DestinationEvent.ReserveFailed("setup", reason)
                : new DestinationEvent.GuestFailed(reason);
    }

    private static String name(DestinationAction action) {
        return action.getClass().getSimpleName();
    }

    /** Carries out an action; answers with the event that it reports, if it reports one. */
    private @Nullable DestinationEvent perform(DestinationAction action) throws GuestException {
        return switch (action) {
            case DestinationAction.Send a -> {
                if (control != null) {
                    ControlFraming.send(control, a.message());
                }
                yield null;
            }
            case DestinationAction.Reserve a -> {
                Guest reserved = quarters.reserve(a.guest(), a.windowBytes());
                guest = reserved;
                yield new DestinationEvent.GuestReserved(reserved);
            }
            case DestinationAction.Disconnect a -> {
                LOG.info("migration {}: connection lost; the source may come back", token());
                disconnect();
                yield null;
            }
            case DestinationAction.CloseStreams a -> {
                closeStreams();
                // Behind what the streams have reported.
                DestinationEvent ended = new DestinationEvent.StreamsClosed(a.attempt());
                events.putEnd(new Arrived(null, NO_STREAM, ended));
                yield null;
            }
            case DestinationAction.LoadDeviceState a -> {
                reserved().loadDeviceState(a.state());
                yield new DestinationEvent.DevicesLoaded();
            }
            case DestinationAction.VerifyMemory a ->
                    new DestinationEvent.MemoryVerified(PageHashes.digestOf(reserved().memory()));
            case DestinationAction.Append a -> append(a);
            case DestinationAction.ResumeGuest a -> {
                quarters.admit(reserved());
                reserved().resume();
                yield new DestinationEvent.GuestResumed();
            }
            case DestinationAction.Announce a -> {
                quarters.announce(reserved());
                yield null;
            }
            case DestinationAction.Discard a -> {
                discard(a.reason());
                yield null;
            }
            case DestinationAction.Finish a -> {
                LOG.info("migration {}: {}", token(), a.reason());
                yield null;
            }
        };
    }

    private void cutIf(boolean reached) {
        if (reached && control != null) {
            control.close();
        }
    }

    /** A journal that fails in whatever way must not be taken for one that has written. */
    private DestinationEvent append(DestinationAction.Append append) {
        try {
            journal.append(append.record().stamped(source(), clock.nowMs()));
            return new DestinationEvent.Appended();
        } catch (IOException | RuntimeException e) {
            LOG.error("migration {}: journal: {}", token(), e.getMessage());
            return new DestinationEvent.AppendFailed(String.valueOf(e.getMessage()));
        }
    }

    /** Where the source connects from, with the port at which it can be asked there, if any. */
    private String source() {
        if (control == null || !(control.remoteAddress() instanceof InetSocketAddress from)) {
            return "";
        }
        Integer port = control.attr(SOURCE_PORT).get();
        String host =
                from.getAddress() == null
                        ? from.getHostString()
                        : from.getAddress().getHostAddress();
        return port == null || port == 0 ? host : host + ":" + port;
    }

    /** The page streams' threads must let go of the memory before it is given back. */
    private void discard(String reason) {
        closeStreams();
        Guest left = guest;
        if (left != null) {
            quarters.discard(left, reason);
            guest = null;
        }
    }

    private void disconnect() {
        closeStreams();
        if (control != null) {
            control.close();
            control = null;
        }
    }

    private void closeStreams() {
        countedAttempt = NO_STREAM;
        streams.close();
    }

    private Guest reserved() {
        Guest reserved = guest;
        if (reserved == null) {
            throw new IllegalStateException("no guest was reserved");
        }
        return reserved;
    }

    /** Rounds end as often as the source says, so these are counted; a stream fails once. */
    private void streamEvent(Channel stream, int attempt, DestinationEvent event) {
        Arrived arrived = new Arrived(null, attempt, event);
        if (!(event instanceof DestinationEvent.StreamRoundEnded)) {
            events.putEnd(arrived);
        } else if (!events.offer(arrived, 0)) {
            LOG.warn("migration {}: the source floods the queue with rounds", token());
            stream.close();
        }
    }
}
