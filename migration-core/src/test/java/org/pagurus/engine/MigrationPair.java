package org.pagurus.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.engine.destination.DestinationAction;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.destination.MigrationDestination;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.source.MigrationSource;
import org.pagurus.engine.source.SourceAction;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.guest.GuestException;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/**
 * Two real engines on a virtual clock and a link that breaks; everything follows from the seed. It
 * checks at every step that at most one guest runs.
 */
final class MigrationPair {
    private static final long TICK_NS = 20_000;
    private static final long LIMIT_NS = 600_000_000_000L;

    final VirtualTime time = new VirtualTime();
    final SteppedGuest sourceGuest;
    final MigrationSource source;
    final MigrationDestination destination;
    final PairLink link;
    SteppedGuest destinationGuest;
    MigrationReport report;
    boolean announced;

    /** Cut the link at this control message, counted over both directions; 0 for never. */
    int cutAtDelivery;

    boolean cutBeforeDelivery;
    long downNs = 100_000_000;
    int deliveries;

    private final Random random;
    private final int writesPerTick;
    private final MemoryJournal sourceJournal = new MemoryJournal();
    private final MemoryJournal destinationJournal = new MemoryJournal();
    private final PairLink.Channel toDestination;
    private final PairLink.Channel toSource;
    private final List<PairLink.Channel> streams = new ArrayList<>();
    private final MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);
    private int streamGeneration;
    private byte[] memoryAtPause;

    /**
     * @param writesPerTick how many pages the guest writes each 20 us
     */
    MigrationPair(
            long seed, MigrationOptions options, long pages, long activePages, int writesPerTick) {
        this.random = new Random(seed);
        this.writesPerTick = writesPerTick;
        sourceGuest = new SteppedGuest(pages, activePages);
        sourceGuest.boot();
        MigrationToken token = MigrationToken.random(random);
        source = new MigrationSource(token, sourceGuest, PageSelector.RAW, options);
        destination = MigrationDestination.begin(token, options.waits(), time.nowNs());
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
        source.start(time.nowNs());
        driveSource();
        long startNs = time.nowNs();
        while (time.nowNs() - startNs < LIMIT_NS && !isOver() && time.step()) {
            checkOneGuest();
        }
        for (int i = 0; i < 2_000 && time.step(); i++) { // late messages must change nothing
            checkOneGuest();
        }
    }

    void cut() {
        link.cut(
                downNs,
                () -> sourceHears(new SourceEvent.ConnectionLost("link cut")),
                () -> destinationHears(new DestinationEvent.ConnectionLost("link cut")));
    }

    void cancelAfter(long delayNs) {
        time.after(delayNs, () -> sourceHears(new SourceEvent.CancelRequested("by the test")));
    }

    void cutAfter(long delayNs) {
        time.after(delayNs, this::cut);
    }

    boolean isOver() {
        return report != null
                && (report.outcome() != Outcome.COMPLETED || destinationGuest.isRunning());
    }

    /**
     * Whether the destination's memory is what the source's was when it was paused. Only right
     * before it runs on.
     */
    byte[] memoryAtPause() {
        return memoryAtPause;
    }

    private void checkOneGuest() {
        if (sourceGuest.isRunning() && destinationGuest != null && destinationGuest.isRunning()) {
            throw new AssertionError("two guests run at " + time.nowNs());
        }
    }

    private void tick() {
        sourceGuest.step(writesPerTick);
        if (destinationGuest != null) {
            destinationGuest.step(writesPerTick);
        }
        if (time.nowNs() >= source.nextTimeoutNs()) {
            source.timeout(time.nowNs());
            driveSource();
        }
        if (time.nowNs() >= destination.nextTimeoutNs()) {
            destination.timeout(time.nowNs());
            driveDestination();
        }
        time.after(TICK_NS, this::tick);
    }

    private void sourceHears(SourceEvent event) {
        source.handle(event, time.nowNs());
        driveSource();
    }

    private void destinationHears(DestinationEvent event) {
        destination.handle(event, time.nowNs());
        driveDestination();
    }

    private void later(SourceEvent event) {
        time.after(random.nextLong(300_000), () -> sourceHears(event));
    }

    private void later(DestinationEvent event) {
        time.after(random.nextLong(300_000), () -> destinationHears(event));
    }

    private void driveSource() {
        for (SourceAction action = source.poll(); action != null; action = source.poll()) {
            switch (action) {
                case SourceAction.Send a -> send(toDestination, a.message(), true);
                case SourceAction.OpenStreams a -> later(new SourceEvent.StreamsOpened());
                case SourceAction.StartDirtyLog a -> sourceGuest.dirtyLog().start();
                case SourceAction.StopDirtyLog a -> sourceGuest.dirtyLog().stop();
                case SourceAction.StartRound a -> startRound(a);
                case SourceAction.AbandonStreams a -> streamGeneration++;
                case SourceAction.Harvest a ->
                        later(new SourceEvent.Harvested(sourceGuest.dirtyLog().harvest(a.dirty())));
                case SourceAction.RoundCompleted a -> {}
                case SourceAction.Throttle a -> sourceGuest.throttle(a.percent());
                case SourceAction.PauseGuest a -> {
                    sourceGuest.pause();
                    memoryAtPause = Memories.copy(sourceGuest.memory());
                    later(new SourceEvent.GuestPaused());
                }
                case SourceAction.SaveDeviceState a ->
                        later(new SourceEvent.DeviceStateSaved(sourceGuest.saveDeviceState()));
                case SourceAction.VerifyMemory a ->
                        later(
                                new SourceEvent.MemoryVerified(
                                        PageHashes.digestOf(sourceGuest.memory())));
                case SourceAction.Append a -> {
                    sourceJournal.append(a.record());
                    later(new SourceEvent.Appended());
                }
                case SourceAction.ResumeGuest a -> {
                    sourceGuest.resume();
                    later(new SourceEvent.GuestResumed());
                }
                case SourceAction.Reconnect a -> time.after(a.delayNs(), this::reconnect);
                case SourceAction.Audit a ->
                        later(
                                new SourceEvent.Audited(
                                        source.hashes().countDifferences(sourceGuest.memory())));
                case SourceAction.DropGuest a -> sourceGuest.close();
                case SourceAction.Finish a -> report = a.report();
            }
        }
    }

    private void reconnect() {
        if (!link.isUp()) {
            sourceHears(new SourceEvent.ConnectionLost("refused"));
            return;
        }
        link.connect();
        // The accepting host sees the new connection before anything that comes through it.
        destinationHears(new DestinationEvent.Connected());
        sourceHears(new SourceEvent.Connected());
    }

    private void driveDestination() {
        for (DestinationAction action = destination.poll();
                action != null;
                action = destination.poll()) {
            switch (action) {
                case DestinationAction.Send a -> send(toSource, a.message(), false);
                case DestinationAction.Reserve a -> {
                    long pages = sourceGuest.memory().pageCount();
                    destinationGuest = new SteppedGuest(pages, sourceGuest.activePages());
                    later(new DestinationEvent.GuestReserved(destinationGuest));
                }
                case DestinationAction.LoadDeviceState a -> load(a.state());
                case DestinationAction.VerifyMemory a ->
                        later(
                                new DestinationEvent.MemoryVerified(
                                        PageHashes.digestOf(destinationGuest.memory())));
                case DestinationAction.Append a -> {
                    destinationJournal.append(a.record());
                    later(new DestinationEvent.Appended());
                }
                case DestinationAction.ResumeGuest a -> {
                    Memories.assertSame(memoryAtPause, destinationGuest.memory());
                    destinationGuest.resume();
                    later(new DestinationEvent.GuestResumed());
                }
                case DestinationAction.Announce a -> announced = true;
                case DestinationAction.Discard a -> destinationGuest = null;
                case DestinationAction.Finish a -> {}
            }
        }
    }

    private void load(byte[] state) {
        try {
            destinationGuest.loadDeviceState(state);
            later(new DestinationEvent.DevicesLoaded());
        } catch (GuestException e) {
            later(new DestinationEvent.GuestFailed(e.getMessage()));
        }
    }

    /** Every message goes over the wire as bytes. */
    private void send(PairLink.Channel channel, ControlMessage message, boolean fromSource) {
        byte[] bytes = message.toByteArray();
        channel.send(bytes.length, () -> deliver(bytes, fromSource));
    }

    private void deliver(byte[] bytes, boolean fromSource) {
        boolean cutHere = ++deliveries == cutAtDelivery;
        if (cutHere && cutBeforeDelivery) {
            cut();
            return;
        }
        ControlMessage message;
        try {
            message = ControlMessages.parse(bytes);
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
        if (fromSource) {
            destinationHears(new DestinationEvent.Received(message));
        } else {
            sourceHears(new SourceEvent.Received(message));
        }
        if (cutHere) {
            cut();
        }
    }

    private void startRound(SourceAction.StartRound round) {
        int generation = streamGeneration;
        PageBitmap pages = round.pages();
        for (int i = 0; i < streams.size(); i++) {
            source.senders().get(i).beginRound(round.round(), pages, round.last());
            pull(i, generation);
        }
    }

    /** A stream asks for a frame when the one before has arrived. */
    private void pull(int stream, int generation) {
        if (generation != streamGeneration) {
            return;
        }
        PageSender sender = source.senders().get(stream);
        int length = sender.fill(frame);
        if (length == 0) {
            sourceHears(new SourceEvent.StreamFinished(stream, sender.tally()));
            return;
        }
        byte[] bytes = frame.asSlice(0, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        streams.get(stream)
                .send(
                        length,
                        () -> {
                            receive(stream, bytes);
                            pull(stream, generation);
                        });
    }

    private void receive(int stream, byte[] bytes) {
        List<PageReceiver> receivers = destination.receivers();
        if (stream >= receivers.size() || destinationGuest == null) {
            return;
        }
        MemorySegment copy = frame.asSlice(0, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
        try {
            PageReceiver receiver = receivers.get(stream);
            if (receiver.receive(copy)) {
                destinationHears(new DestinationEvent.StreamRoundEnded(receiver.roundEnd()));
            }
        } catch (ProtocolException e) {
            destinationHears(new DestinationEvent.StreamFailed(e.field(), e.reason()));
        }
    }
}
