package org.pagurus.engine.destination;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.Waits;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;

/** What the stages of one migration share. Owner: the engine's thread. */
final class DestinationContext {
    final MigrationToken token;
    final ByteString tokenBytes;
    final Waits waits;

    /** Emptied by the driver after each call; no call adds more than eight. */
    private final Queue<DestinationAction> actions = new ArrayDeque<>();

    private boolean finished;

    /** From the setup: the guest, the page streams, and whether to read all memory again. */
    @Nullable GuestDescription guest;

    int streams;
    int windowLog;
    boolean verifyFull;

    /** How long the source tries to come back when the connection is lost; 0 when it does not. */
    long reconnectNs;

    /** From the reservation on. */
    @Nullable PageHashes hashes;

    List<PageReceiver> receivers = List.of();

    DestinationContext(MigrationToken token, Waits waits) {
        this.token = token;
        this.tokenBytes = token.toBytes();
        this.waits = waits;
    }

    void act(DestinationAction action) {
        actions.add(action);
    }

    @Nullable DestinationAction poll() {
        return actions.poll();
    }

    ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(tokenBytes);
    }

    void send(ControlMessage.Builder message) {
        act(new DestinationAction.Send(message.build()));
    }

    void append(JournalRecord.Step step) {
        act(new DestinationAction.Append(JournalRecord.of(step, token, guest)));
    }

    /** Says once that the migration is over for this side. */
    void finish(boolean owned, String reason) {
        if (!finished) {
            finished = true;
            act(new DestinationAction.Finish(owned, reason));
        }
    }

    /** The table of what was received. There is one from the reservation on. */
    PageHashes hashes() {
        PageHashes table = hashes;
        if (table == null) {
            throw new IllegalStateException("no guest is reserved, or it is closed");
        }
        return table;
    }
}
