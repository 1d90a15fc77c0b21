package org.pagurus.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.pagurus.codec.select.AnySelector;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.memory.Page;
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
    private static final long LIMIT_NS = 600_000_000_000L;

    final VirtualTime time = new VirtualTime();
    final SourceHost source;
    final DestinationHost destination;
    PairFaults faults = PairFaults.NONE;

    /** Cut the link at this control message, counted over both directions; 0 for never. */
    int cutAtDelivery;

    boolean cutBeforeDelivery;
    long downNs = 100_000_000;
    int deliveries;

    /** The destination crashes when this comes to it; null for never. */
    ControlMessage.BodyCase crashAt;

    private final Random random;

    /** How the source encodes pages. */
    final Compression compression;

    private final int writesPerTick;
    private final PairLink link;
    private final PairLink.Channel toDestination;
    private final PairLink.Channel toSource;
    private final List<PairLink.Channel> streams = new ArrayList<>();
    private final MemorySegment arrived = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);

    /**
     * @param writesPerTick how many pages the guest writes each 20 us
     */
    MigrationPair(
            long seed, MigrationOptions options, long pages, long activePages, int writesPerTick) {
        this.random = new Random(seed);
        compression = compression(seed, pages);
        this.writesPerTick = writesPerTick;
        SteppedGuest guest = new SteppedGuest(pages, activePages);
        guest.boot();
        MigrationToken token = MigrationToken.random(random);
        source = new SourceHost(this, token, guest, options);
        destination = new DestinationHost(this, token, options.waits());
        link = new PairLink(time, random, 50_000 + random.nextInt(200_000), 400_000_000);
        toDestination = link.new Channel();
        toSource = link.new Channel();
        for (int i = 0; i < options.streams(); i++) {
            streams.add(link.new Channel());
        }
    }

    /** Runs until the migration has ended on both sides and nothing is on its way. */
    void run() {
        time.after(0, this::tick);
        source.start();
        long startNs = time.nowNs();
        while (time.nowNs() - startNs < LIMIT_NS && !isOver() && time.step()) {
            checkOneGuest();
        }
        for (int i = 0; i < 2_000 && time.step(); i++) { // late messages must change nothing
            checkOneGuest();
        }
    }

    private boolean isOver() {
        return source.report != null
                && (source.report.outcome() != Outcome.COMPLETED || destination.isGuestRunning());
    }

    private void checkOneGuest() {
        if (source.guest.isRunning() && destination.isGuestRunning()) {
            throw new AssertionError("two guests run at " + time.nowNs());
        }
    }

    private void tick() {
        source.guest.step(writesPerTick);
        if (destination.guest != null) {
            destination.guest.step(writesPerTick);
        }
        source.tick();
        destination.tick();
        time.after(TICK_NS, this::tick);
    }

    // What goes wrong.

    void cutAfter(long delayNs) {
        time.after(delayNs, this::cut);
    }

    void cancelAfter(long delayNs) {
        time.after(delayNs, () -> source.hears(new SourceEvent.CancelRequested("by the test")));
    }

    /** The destination loses all but its journal, unless its guest runs already. */
    void crashDestinationAfter(long delayNs) {
        time.after(delayNs, this::crashDestination);
    }

    private void crashDestination() {
        if (!destination.isGuestRunning()) {
            destination.crash();
            cut();
        }
    }

    void cut() {
        boolean again = happens(faults.repeatedLoss());
        link.cut(
                downNs,
                () -> {
                    source.hears(new SourceEvent.ConnectionLost("link cut"));
                    if (again) {
                        time.after(
                                random.nextLong(downNs + 10_000_000),
                                () -> source.hears(new SourceEvent.ConnectionLost("a stream")));
                    }
                },
                () -> {
                    destination.hears(new DestinationEvent.ConnectionLost("link cut"));
                    if (again) {
                        time.after(
                                random.nextLong(downNs + 10_000_000),
                                () ->
                                        destination.hears(
                                                new DestinationEvent.ConnectionLost("a stream")));
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
        link.connect();
        // The accepting host sees the new connection before anything that comes through it.
        destination.hears(new DestinationEvent.Connected());
        source.hears(new SourceEvent.Connected());
        if (happens(faults.cutOnReconnect())) {
            time.after(random.nextLong(1_000_000), this::cut);
        }
    }

    void sendToDestination(ControlMessage message) {
        byte[] bytes = message.toByteArray(); // every message goes over the wire as bytes
        toDestination.send(
                bytes.length,
                () ->
                        deliver(
                                bytes,
                                parsed -> {
                                    if (parsed.getBodyCase() == crashAt) {
                                        crashAt = null;
                                        crashDestination();
                                    } else {
                                        destination.hears(new DestinationEvent.Received(parsed));
                                    }
                                }));
    }

    void sendToSource(ControlMessage message) {
        byte[] bytes = message.toByteArray();
        toSource.send(
                bytes.length,
                () -> deliver(bytes, parsed -> source.hears(new SourceEvent.Received(parsed))));
    }

    void sendFrame(int stream, byte[] bytes, Runnable delivered) {
        streams.get(stream)
                .send(
                        bytes.length,
                        () -> {
                            MemorySegment frame = arrived.asSlice(0, bytes.length);
                            frame.copyFrom(MemorySegment.ofArray(bytes));
                            destination.receive(stream, frame);
                            delivered.run();
                        });
    }

    private interface Receiver {
        void receive(ControlMessage message);
    }

    private void deliver(byte[] bytes, Receiver receiver) {
        boolean cutHere = ++deliveries == cutAtDelivery;
        if (cutHere && cutBeforeDelivery) {
            cut();
            return;
        }
        try {
            receiver.receive(ControlMessages.parse(bytes));
        } catch (ProtocolException e) {
            throw new AssertionError(e);
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

    /** Every seed has its way of encoding: none, the real selectors, or any mix of all codings. */
    private static Compression compression(long seed, long pages) {
        Random mix = new Random(seed);
        Supplier<PageSelector> selectors =
                switch ((int) (seed & 3)) {
                    case 1 -> () -> SelectorKind.ADAPTIVE.newSelector(() -> 12.5e6, 1);
                    case 2 -> () -> SelectorKind.parse("cbc").newSelector(() -> 12.5e6, 1);
                    case 3 -> () -> new AnySelector(mix);
                    default -> null;
                };
        return selectors == null
                ? Compression.NONE
                : new Compression(
                        selectors, mix.nextLong(pages * Page.SIZE_BYTES), 16, () -> 1, () -> 0);
    }
}
