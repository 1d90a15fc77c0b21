package org.pagurus.engine.destination;

import com.google.protobuf.ByteString;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.engine.SteppedGuest;
import org.pagurus.engine.Waits;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.engine.page.PageSender;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Query;
import org.pagurus.protocol.wire.Release;
import org.pagurus.protocol.wire.Resume;
import org.pagurus.protocol.wire.RoundEnd.Builder;
import org.pagurus.protocol.wire.SavedDevices;

/** A destination without a driver: a test plays the host, the source and the clock. */
final class DestinationScript implements AutoCloseable {
    /** Every state. */
    enum Stand {
        IDLE,
        RESERVING,
        RECEIVING,
        COMPLETING,
        VERIFYING,
        PREPARED,
        OWNING,
        RESUMING,
        OWNED,
        UNKNOWN,
        REFUSING,
        REFUSED,
        AWAY,
        REJOINING;

        /** The name of the state's class. */
        String state() {
            return name().charAt(0) + name().substring(1).toLowerCase();
        }
    }

    static final MigrationToken TOKEN = new MigrationToken(1, 2);
    static final int STREAMS = 2;
    static final int RECONNECT_LIMIT_MS = 30_000;

    final SteppedGuest original = new SteppedGuest(PAGES, 2);
    final SteppedGuest guest = new SteppedGuest(PAGES, 2);
    final MigrationDestination destination;
    final List<DestinationAction> actions = new ArrayList<>();
    long nowNs = 1_000;

    private static final long PAGES = 300;

    private final PageHashes hashes = new PageHashes(PAGES, STREAMS);
    private long pagesSent;

    DestinationScript() {
        original.boot();
        original.step(3);
        original.pause();
        destination = MigrationDestination.begin(TOKEN, Waits.DEFAULT, nowNs);
    }

    /** A destination that has come to a state by the usual way; its actions are forgotten. */
    static DestinationScript at(Stand stand) {
        DestinationScript script = new DestinationScript();
        script.goTo(stand);
        script.actions.clear();
        return script;
    }

    void goTo(Stand stand) {
        switch (stand) {
            case IDLE -> {}
            case RESERVING -> setup(false);
            case RECEIVING -> {
                goTo(Stand.RESERVING);
                hear(new DestinationEvent.GuestReserved(guest));
            }
            case COMPLETING -> {
                goTo(Stand.RECEIVING);
                sendRound(0, true);
            }
            case VERIFYING -> {
                setup(true);
                hear(new DestinationEvent.GuestReserved(guest));
                sendRound(0, true);
                complete();
            }
            case PREPARED -> {
                goTo(Stand.COMPLETING);
                complete();
            }
            case OWNING -> {
                goTo(Stand.PREPARED);
                hear(message().setRelease(Release.getDefaultInstance()));
            }
            case RESUMING -> {
                goTo(Stand.OWNING);
                hear(new DestinationEvent.Appended());
            }
            case OWNED -> {
                goTo(Stand.RESUMING);
                hear(new DestinationEvent.GuestResumed());
            }
            case UNKNOWN -> {
                goTo(Stand.RECEIVING);
                hear(message().setCancel(Cancel.getDefaultInstance()));
            }
            case REFUSING -> {
                goTo(Stand.UNKNOWN);
                hear(message().setQuery(Query.getDefaultInstance()));
            }
            case AWAY -> {
                goTo(Stand.RECEIVING);
                hear(new DestinationEvent.ConnectionLost("cut by the test"));
            }
            case REJOINING -> {
                goTo(Stand.AWAY);
                hear(resume(1, 0));
            }
            case REFUSED -> {
                goTo(Stand.REFUSING);
                hear(new DestinationEvent.Appended());
            }
        }
        if (!state().equals(stand.state())) {
            throw new AssertionError("expected " + stand.state() + " but is in " + state());
        }
    }

    void setup(boolean verifyFull) {
        hear(
                message()
                        .setSetup(
                                ControlMessages.setup(
                                        original.description(),
                                        STREAMS,
                                        verifyFull,
                                        0,
                                        RECONNECT_LIMIT_MS)));
    }

    /** Sends all pages of the original as one round, over every stream. */
    void sendRound(int round, boolean last) {
        for (int stream = 0; stream < STREAMS; stream++) {
            hear(new DestinationEvent.StreamRoundEnded(sendShare(stream, round, last)));
        }
    }

    /** Sends one stream's share, without telling the destination of its end. */
    RoundEnd sendShare(int stream, int round, boolean last) {
        PageSender sender = beginShare(stream, round, last);
        MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);
        boolean ended = false;
        for (MemorySegment sent = sender.fill(frame);
                sent.byteSize() > 0;
                sent = sender.fill(frame)) {
            try {
                ended = destination.receivers().get(stream).receive(sent);
            } catch (ProtocolException e) {
                throw new AssertionError(e);
            }
        }
        if (!ended) {
            throw new AssertionError("no end of the round");
        }
        pagesSent += sender.tally().pages();
        return destination.receivers().get(stream).roundEnd();
    }

    static ControlMessage.Builder resume(int attempt, int round) {
        return message().setResume(Resume.newBuilder().setAttempt(attempt).setRound(round));
    }

    /** Sends the first frames of a stream's share. */
    void sendFrames(int stream, int round, int count) throws ProtocolException {
        PageSender sender = beginShare(stream, round, false);
        MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);
        for (int i = 0; i < count; i++) {
            destination.receivers().get(stream).receive(sender.fill(frame));
        }
    }

    private PageSender beginShare(int stream, int round, boolean last) {
        PageBitmap all = new PageBitmap(PAGES);
        all.setAll();
        original.dirtyLog().stop();
        PageSender sender =
                new PageSender(
                        stream,
                        STREAMS,
                        original.memory(),
                        original.dirtyLog(),
                        hashes,
                        Compression.NONE);
        sender.beginRound(round, all, last);
        return sender;
    }

    private void complete() {
        hear(savedDevices());
        hear(new DestinationEvent.DevicesLoaded());
        hear(lastRoundEnd());
    }

    ControlMessage.Builder savedDevices() {
        return message()
                .setSavedDevices(
                        SavedDevices.newBuilder()
                                .setState(ByteString.copyFrom(original.saveDeviceState())));
    }

    /** The source's honest last word. */
    ControlMessage.Builder lastRoundEnd() {
        return message()
                .setLastRoundEnd(
                        LastRoundEnd.newBuilder()
                                .setRound(0)
                                .setPages(pagesSent)
                                .setDigest(hashes.digest()));
    }

    ControlMessage.Builder roundEnd(int round) {
        Builder end = org.pagurus.protocol.wire.RoundEnd.newBuilder();
        return message().setRoundEnd(end.setRound(round).setPages(pagesSent));
    }

    void hear(DestinationEvent event) {
        nowNs += 10;
        destination.handle(event, nowNs);
        drain();
    }

    void hear(ControlMessage.Builder message) {
        hear(new DestinationEvent.Received(message.build()));
    }

    /** Lets time pass until the destination wants to be called, and calls it. */
    void sleep() {
        nowNs = destination.nextTimeoutNs();
        destination.timeout(nowNs);
        drain();
    }

    String state() {
        return destination.state().label();
    }

    boolean did(Class<? extends DestinationAction> kind) {
        return actions.stream().anyMatch(kind::isInstance);
    }

    List<ControlMessage> sent() {
        return actions.stream()
                .filter(DestinationAction.Send.class::isInstance)
                .map(action -> ((DestinationAction.Send) action).message())
                .toList();
    }

    boolean sent(ControlMessage.BodyCase body) {
        return sent().stream().anyMatch(message -> message.getBodyCase() == body);
    }

    boolean stood(Ownership ownership) {
        return sent().stream()
                .anyMatch(
                        message ->
                                message.hasStanding()
                                        && message.getStanding().getOwnership() == ownership);
    }

    /** Field and reason of the failure that was sent. */
    String failure() {
        return sent().stream()
                .filter(ControlMessage::hasFailed)
                .map(
                        message ->
                                message.getFailed().getField()
                                        + ": "
                                        + message.getFailed().getReason())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing failed: " + actions));
    }

    static ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(TOKEN.toBytes());
    }

    private void drain() {
        for (DestinationAction action = destination.poll();
                action != null;
                action = destination.poll()) {
            actions.add(action);
        }
    }

    @Override
    public void close() {
        destination.close();
        hashes.close();
        original.close();
        guest.close();
    }
}
