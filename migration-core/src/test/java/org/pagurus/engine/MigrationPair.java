package org.pagurus.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.report.Outcome;

/**
 * Two real engines on a virtual clock and a link that breaks; everything follows from the seed. It
 * checks at every step that at most one guest runs.
 */
final class MigrationPair implements AutoCloseable {
    private static final long TICK_NS = 20_000;
    private static final long SETTLING_TICK_NS = 50_000_000;
    private static final long LIMIT_NS = 600_000_000_000L;
    private static final long MOST_RESTART_NS = 3_000_000_000L;

    final VirtualTime time = new VirtualTime();
    final SourceHost source;
    final DestinationHost destination;
    final PairLedger ledger = new PairLedger(this);
    PairFaults faults = PairFaults.NONE;

    /** Cut the link at these control messages, counted from 1 over both directions. */
    final Set<Integer> cutAtDelivery = new HashSet<>();

    /** Cut the link at these frames, counted from 1 over all streams. */
    final Set<Integer> cutAtFrame = new HashSet<>();

    /** Whether the message or frame at which the link is cut is lost. */
    boolean cutBeforeDelivery;

    long downNs = 100_000_000;
    int deliveries;
    int frames;

    /** How many had come when the first round began, and when the guest was paused. */
    int deliveriesAtFirstRound;

    int deliveriesAtPause;
    int framesAtPause;

    /** Whether the source heard of a loss while its guest was paused. */
    boolean lostWhilePaused;

    /** The destination crashes when this comes to it; null for never. */
    ControlMessage.BodyCase crashAt;

    /** The source crashes when it writes this step down; null for never. */
    Step crashSourceAtStep;

    /** Whether that step is written when it crashes. */
    boolean crashSourceBehindStep;

    /** The source crashes at this control message, counted as above; 0 for never. */
    int crashSourceAtDelivery;

    private final Random random;
    private boolean settling;

    /** How the source encodes pages. */
    final Compression compression;

    private final int writesPerTick;
    private final PairLink link;
    private final MemorySegment arrived = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);

    /**
     * @param writesPerTick how many pages the guest writes each 20 us
     */
    MigrationPair(
            long seed, MigrationOptions options, long pages, long activePages, int writesPerTick) {
        this.random = new Random(seed);
        compression = PairCompression.of(seed, pages);
        this.writesPerTick = writesPerTick;
        SteppedGuest guest = new SteppedGuest(pages, activePages);
        guest.boot();
        MigrationToken token = MigrationToken.random(random);
        long latencyNs = 50_000 + random.nextInt(200_000);
        link = new PairLink(time, random, latencyNs, 400_000_000, options.streams());
        source = new SourceHost(this, token, guest, options);
        destination = new DestinationHost(this, token, options.waits());
    }

    /** Runs until the migration has ended on both sides and nothing is on its way. */
    void run() {
        link.lingers = faults.lingers();
        link.delays = faults.delays();
        time.after(0, this::tick);
        PairLink.Connection first = link.new Connection();
        destination.control = first;
        source.connection = first;
        source.start();
        long startNs = time.nowNs();
        while (time.nowNs() - startNs < LIMIT_NS && !isOver() && time.step()) {
            ledger.checkOneGuest();
        }
        for (int i = 0; i < 2_000 && time.step(); i++) { // late messages must change nothing
            ledger.checkOneGuest();
        }
    }

    /**
     * Runs until neither host has anything left to ask, then a minute longer. Whoever crashes is
     * there again, and the link too.
     */
    void runUntilSettled() {
        run();
        if (source.isDriven()) {
            source.conclude();
        }
        settling = true;
        long untilNs = time.nowNs() + LIMIT_NS;
        while (time.nowNs() < untilNs && source.lastStep().mustAsk() && time.step()) {
            ledger.checkOneGuest();
        }
        settle();
    }

    /** Lets time pass behind the end, until nothing may be waited for any more. */
    void settle() {
        settling = true;
        long untilNs = time.nowNs() + 60_000_000_000L;
        while (time.nowNs() < untilNs && time.step()) {
            ledger.checkOneGuest();
        }
    }

    private boolean isOver() {
        if (!source.isDriven()) {
            return true;
        }
        return source.report != null
                && (source.report.outcome() != Outcome.COMPLETED || destination.isGuestRunning());
    }

    private void tick() {
        source.guest.step(writesPerTick);
        if (destination.guest != null) {
            destination.guest.step(writesPerTick);
        }
        ledger.count();
        source.tick();
        destination.tick();
        time.after(settling ? SETTLING_TICK_NS : TICK_NS, this::tick);
    }

    // What goes wrong.

    void cutAfter(long delayNs) {
        time.after(delayNs, this::cut);
    }

    void cancelAfter(long delayNs) {
        time.after(delayNs, () -> source.hears(new SourceEvent.CancelRequested("by the test")));
    }

    void crashSourceAfter(long delayNs) {
        time.after(delayNs, this::crashSource);
    }

    /** The destination loses all but its journal, and a guest that runs, too. */
    void killDestinationAfter(long delayNs) {
        time.after(delayNs, ledger::crashDestination);
    }

    private void crashSource() {
        ledger.crashSource(random.nextLong(MOST_RESTART_NS));
    }

    /** The source's journal is about to take a step, or has taken it. */
    void sourceAppends(Step step, boolean written) {
        if (step == crashSourceAtStep && written == crashSourceBehindStep) {
            crashSourceAtStep = null;
            crashSource();
        }
    }

    /** The destination loses all but its journal, unless its guest runs already. */
    void crashDestinationAfter(long delayNs) {
        time.after(delayNs, this::crashDestination);
    }

    private void crashDestination() {
        if (!destination.isGuestRunning()) {
            ledger.crashDestination();
        }
    }

    void cut() {
        if (!link.isUp()) {
            return;
        }
        link.down(downNs);
        PairLink.Connection connection = source.connection;
        if (connection != null) {
            breakOff(connection, "link cut");
        }
        if (happens(faults.repeatedLoss())) {
            time.after(
                    random.nextLong(downNs + 10_000_000),
                    () -> source.hears(new SourceEvent.ConnectionLost("a stream")));
            time.after(
                    random.nextLong(downNs + 10_000_000),
                    () -> destination.hears(new DestinationEvent.ConnectionLost("a stream")));
        }
    }

    /** Either side hears of it if it still counts on this connection. */
    void breakOff(PairLink.Connection connection, String reason) {
        connection.breakOff(
                () -> {
                    if (source.connection == connection) {
                        lostWhilePaused |= !source.guest.isRunning();
                        source.hears(new SourceEvent.ConnectionLost(reason));
                    }
                },
                () -> {
                    if (destination.control == connection) {
                        destination.hears(new DestinationEvent.ConnectionLost(reason));
                    }
                });
    }

    boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** How long a host takes for its next step. */
    long stepNs() {
        return random.nextLong(faults.maxStepNs());
    }

    // What the hosts ask of the network.

    SteppedGuest emptyGuest() {
        return new SteppedGuest(source.guest.memory().pageCount(), source.guest.activePages());
    }

    void reconnect() {
        if (!link.isUp()) {
            source.hears(new SourceEvent.ConnectionLost("refused"));
            return;
        }
        PairLink.Connection fresh = link.new Connection();
        // The accepting host sees the new connection before anything that comes through it.
        destination.connected(fresh);
        source.connection = fresh;
        source.hears(new SourceEvent.Connected());
        if (happens(faults.cutOnReconnect())) {
            time.after(random.nextLong(1_000_000), this::cut);
        }
        if (happens(faults.duplicates())) {
            time.after(random.nextLong(20_000_000), this::connectFromNobody);
        }
    }

    /** A connection that its source has given up comes late; what it had sent is nothing. */
    private void connectFromNobody() {
        PairLink.Connection ghost = link.new Connection();
        destination.connected(ghost);
        time.after(random.nextLong(20_000_000), () -> breakOff(ghost, "nobody there"));
    }

    /** The page streams of a connection reach the destination; of some a second set comes late. */
    void openStreams(PairLink.Connection connection, int attempt, Consumer<Boolean> opened) {
        time.after(
                stepNs(),
                () -> {
                    if (source.connection == connection && !connection.isBroken()) {
                        connection.receivers = destination.attach(attempt);
                        opened.accept(connection.receivers != null);
                    }
                });
        if (happens(faults.duplicates())) {
            time.after(random.nextLong(100_000_000), () -> destination.attach(attempt));
        }
    }

    void sendToDestination(ControlMessage message) {
        PairLink.Connection connection = source.connection;
        if (connection == null) {
            return;
        }
        byte[] bytes = message.toByteArray(); // every message goes over the wire as bytes
        connection.toDestination.send(
                bytes.length,
                () ->
                        deliver(
                                connection.toDestination,
                                bytes,
                                parsed -> {
                                    if (destination.control != connection) {
                                        return; // replaced by a newer one
                                    }
                                    if (parsed.getBodyCase() == crashAt) {
                                        crashAt = null;
                                        crashDestination();
                                    } else {
                                        destination.hears(new DestinationEvent.Received(parsed));
                                    }
                                }));
    }

    void sendToSource(ControlMessage message) {
        PairLink.Connection connection = destination.control;
        if (connection == null) {
            return;
        }
        byte[] bytes = message.toByteArray();
        connection.toSource.send(
                bytes.length,
                () ->
                        deliver(
                                connection.toSource,
                                bytes,
                                parsed -> {
                                    if (source.connection == connection) {
                                        source.hears(new SourceEvent.Received(parsed));
                                    }
                                }));
    }

    void sendFrame(PairLink.Connection connection, int stream, byte[] bytes, Runnable delivered) {
        connection
                .pages
                .get(stream)
                .send(
                        bytes.length,
                        new PairLink.Arrival() {
                            @Override
                            public void whole() {
                                boolean cutHere = cutAtFrame.contains(++frames);
                                if (cutHere && cutBeforeDelivery) {
                                    connection.pages.get(stream).lose();
                                    part();
                                    cut();
                                    return;
                                }
                                destination.receive(
                                        connection.receivers, stream, inNativeMemory(bytes));
                                if (cutHere) {
                                    cut();
                                }
                                delivered.run();
                            }

                            @Override
                            public void part() {
                                destination.receivePart(
                                        connection.receivers,
                                        stream,
                                        inNativeMemory(bytes),
                                        random.nextDouble());
                            }
                        });
    }

    private MemorySegment inNativeMemory(byte[] bytes) {
        return arrived.asSlice(0, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    }

    private interface Receiver {
        void receive(ControlMessage message);
    }

    private void deliver(PairLink.Channel channel, byte[] bytes, Receiver receiver) {
        boolean cutHere = cutAtDelivery.contains(++deliveries);
        if (cutHere && cutBeforeDelivery) {
            channel.lose();
            cut();
            return;
        }
        try {
            receiver.receive(ControlMessages.parse(bytes));
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
        if (deliveries == crashSourceAtDelivery) {
            crashSource();
        }
        if (cutHere) {
            cut();
        }
    }

    @Override
    public void close() {
        source.close();
        destination.close();
    }
}
