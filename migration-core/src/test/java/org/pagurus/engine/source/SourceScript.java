package org.pagurus.engine.source;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.engine.EngineOptions;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.SteppedGuest;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.wire.Cancelled;
import org.pagurus.protocol.wire.ClockReply;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.Resumed;
import org.pagurus.protocol.wire.RoundReceived;
import org.pagurus.protocol.wire.Running;
import org.pagurus.protocol.wire.Standing;
import org.pagurus.protocol.wire.StreamPosition;
import org.pagurus.report.MigrationReport;

/** A source without a driver: a test plays the host, the destination and the clock. */
final class SourceScript implements AutoCloseable {
    /** Every state, in an order in which most follow from the one before. */
    enum Stand {
        IDLE,
        RESERVING,
        OPENING_STREAMS,
        COMPARING_CLOCKS,
        SENDING,
        HARVESTING,
        PAUSING,
        LAST_HARVEST,
        STOP_AND_COPY,
        AWAITING_PREPARED,
        RELEASING,
        RELEASED,
        IN_DOUBT,
        RECLAIMING,
        CONCLUDING,
        AUDITING,
        RESUMING,
        SETTLING,
        ENDED,
        AWAY,
        REJOINING,
        REOPENING;

        /** The name of the state's class. */
        String state() {
            StringBuilder name = new StringBuilder();
            for (String word : name().split("_")) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase());
            }
            return name.toString();
        }
    }

    static final MigrationToken TOKEN = new MigrationToken(1, 2);

    final SteppedGuest guest = new SteppedGuest(4, 2);
    final MigrationSource source;
    final List<SourceAction> actions = new ArrayList<>();
    long nowNs = 1_000;

    private final boolean verifiesAll;
    private final MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);

    SourceScript(MigrationOptions options) {
        guest.boot();
        guest.step(1);
        verifiesAll = options.verify() == Verification.FULL;
        source = new MigrationSource(TOKEN, guest, Compression.NONE, options);
    }

    SourceScript() {
        this(EngineOptions.rounds(1, 2, Verification.DIGEST));
    }

    /** A source that has come to a state by the usual way; its actions until then are forgotten. */
    static SourceScript at(Stand stand) {
        SourceScript script = new SourceScript();
        script.goTo(stand);
        script.actions.clear();
        return script;
    }

    void goTo(Stand stand) {
        switch (stand) {
            case RECLAIMING -> {
                goTo(Stand.IN_DOUBT);
                hear(new SourceEvent.Connected());
                hear(standing(Ownership.OWNERSHIP_REFUSED));
            }
            case CONCLUDING -> {
                goTo(Stand.RELEASED);
                hear(message().setRunning(Running.getDefaultInstance()));
            }
            case AUDITING -> {
                goTo(Stand.CONCLUDING);
                hear(new SourceEvent.Appended());
            }
            case RESUMING -> {
                goTo(Stand.AWAITING_PREPARED);
                hear(new SourceEvent.CancelRequested("by the test"));
            }
            case SETTLING -> {
                goTo(Stand.RESUMING);
                hear(new SourceEvent.GuestResumed());
            }
            case AWAY -> {
                goTo(Stand.SENDING);
                hear(new SourceEvent.ConnectionLost("cut by the test"));
            }
            case REJOINING -> {
                goTo(Stand.AWAY);
                hear(new SourceEvent.Connected());
            }
            case REOPENING -> {
                goTo(Stand.REJOINING);
                hear(resumed(0, 0, 0));
            }
            case ENDED -> {
                goTo(Stand.SETTLING);
                hear(message().setCancelled(Cancelled.getDefaultInstance()));
            }
            default -> {
                for (int i = 1; i <= stand.ordinal(); i++) {
                    advance(Stand.values()[i]);
                }
            }
        }
        if (!state().equals(stand.state())) {
            throw new AssertionError("expected " + stand.state() + " but is in " + state());
        }
    }

    /** The next step of a migration that goes well, up to the doubt behind the release. */
    private void advance(Stand next) {
        switch (next) {
            case RESERVING -> start();
            case OPENING_STREAMS -> hear(message().setReserved(Reserved.getDefaultInstance()));
            case COMPARING_CLOCKS -> hear(new SourceEvent.StreamsOpened());
            case SENDING -> {
                for (int i = 0; i < 4; i++) {
                    hear(clockReply());
                }
            }
            case HARVESTING -> {
                sendRound();
                hear(message().setRoundReceived(RoundReceived.newBuilder().setRound(0)));
            }
            case PAUSING, STOP_AND_COPY -> hear(new SourceEvent.Harvested(0));
            case LAST_HARVEST -> {
                guest.pause();
                hear(new SourceEvent.GuestPaused(nowNs));
            }
            case AWAITING_PREPARED -> {
                sendRound();
                hear(new SourceEvent.DeviceStateSaved(guest.saveDeviceState()));
                if (verifiesAll) {
                    hear(new SourceEvent.MemoryVerified(PageHashes.digestOf(guest.memory())));
                }
            }
            case RELEASING -> hear(message().setPrepared(Prepared.getDefaultInstance()));
            case RELEASED -> hear(new SourceEvent.Appended());
            case IN_DOUBT -> hear(new SourceEvent.ConnectionLost("cut by the test"));
            default -> throw new AssertionError(next);
        }
    }

    void start() {
        source.start(nowNs);
        drain();
    }

    void hear(SourceEvent event) {
        nowNs += 10;
        source.handle(event, nowNs);
        drain();
    }

    void hear(ControlMessage.Builder message) {
        hear(new SourceEvent.Received(message.build()));
    }

    /** Lets time pass until the source wants to be called, and calls it. */
    void sleep() {
        nowNs = source.nextTimeoutNs();
        source.timeout(nowNs);
        drain();
    }

    /** Sends what is left of the round on every stream. */
    void sendRound() {
        for (int i = 0; i < source.senders().size(); i++) {
            fill(i);
            hear(new SourceEvent.StreamFinished(i, source.senders().get(i).tally()));
        }
    }

    /** Fills what is left of the round on one stream, without telling that it is sent. */
    void fill(int stream) {
        while (source.senders().get(stream).fill(frame).byteSize() > 0) {}
    }

    String state() {
        return source.state().label();
    }

    /** What was asked for since the actions were forgotten, by class. */
    boolean did(Class<? extends SourceAction> kind) {
        return actions.stream().anyMatch(kind::isInstance);
    }

    /** The messages sent since the actions were forgotten. */
    List<ControlMessage> sent() {
        return actions.stream()
                .filter(SourceAction.Send.class::isInstance)
                .map(action -> ((SourceAction.Send) action).message())
                .toList();
    }

    boolean sent(ControlMessage.BodyCase body) {
        return sent().stream().anyMatch(message -> message.getBodyCase() == body);
    }

    /** Why it ended, letting the guest resume and the destination confirm first. */
    MigrationReport end() {
        for (int i = 0; i < 3; i++) {
            for (SourceAction action : actions) {
                if (action instanceof SourceAction.Finish finish) {
                    return finish.report();
                }
            }
            if (state().equals("Resuming")) {
                hear(new SourceEvent.GuestResumed());
            } else {
                hear(message().setCancelled(Cancelled.getDefaultInstance()));
            }
        }
        throw new AssertionError("not over in " + state() + ": " + actions);
    }

    static ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(TOKEN.toBytes());
    }

    /** The answer to the first question: so many frames of this round have come on each stream. */
    static ControlMessage.Builder resumed(int round, int... frames) {
        Resumed.Builder resumed = Resumed.newBuilder().setAttempt(1).setRound(round);
        for (int stream : frames) {
            resumed.addStreams(StreamPosition.newBuilder().setRound(round).setFrames(stream));
        }
        return message().setResumed(resumed);
    }

    static ControlMessage.Builder standing(Ownership ownership) {
        return message().setStanding(Standing.newBuilder().setOwnership(ownership));
    }

    ControlMessage.Builder clockReply() {
        return message()
                .setClockReply(
                        ClockReply.newBuilder()
                                .setProbeSentNs(nowNs)
                                .setReceivedNs(nowNs + 5)
                                .setSentNs(nowNs + 5));
    }

    private void drain() {
        for (SourceAction action = source.poll(); action != null; action = source.poll()) {
            actions.add(action);
        }
    }

    @Override
    public void close() {
        source.close();
        guest.close();
    }
}
