package org.pagurus.engine.source;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.ClockOffset;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ClockProbe;
import org.pagurus.protocol.wire.ControlMessage;

/** What the stages of one migration share. Owner: the engine's thread. */
final class SourceContext {
    final MigrationToken token;
    final ByteString tokenBytes;
    final GuestDescription guest;
    final MigrationOptions options;
    final PageHashes hashes;
    final RoundBook book;
    final ClockOffset clock = new ClockOffset();
    final SourceReport report;
    final LinkWatch link;

    /** Emptied by the driver after each call; no call adds more than eight. */
    private final Queue<SourceAction> actions = new ArrayDeque<>();

    /** When the present wait ends; {@link LinkWatch#NEVER} where no time-out may end it. */
    long deadlineNs = LinkWatch.NEVER;

    /** Whether the guest's dirty log must be stopped at the end. */
    boolean logStarted;

    /** Whether the destination may hold a complete guest that waits for the release. */
    boolean mayBePrepared;

    SourceContext(MigrationToken token, Guest guest, MigrationOptions options) {
        this.token = token;
        this.tokenBytes = token.toBytes();
        this.guest = guest.description();
        this.options = options;
        long pages = guest.memory().pageCount();
        hashes = new PageHashes(pages, options.streams());
        book = new RoundBook(pages);
        report = new SourceReport(options, guest.memory().sizeBytes(), clock, book);
        link = new LinkWatch(options.waits());
    }

    boolean verifiesAll() {
        return options.verify() == Verification.FULL;
    }

    void act(SourceAction action) {
        actions.add(action);
    }

    @Nullable SourceAction poll() {
        return actions.poll();
    }

    ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(tokenBytes);
    }

    void send(ControlMessage.Builder message) {
        act(new SourceAction.Send(message.build()));
    }

    void append(JournalRecord.Step step) {
        act(new SourceAction.Append(JournalRecord.of(step, token, guest)));
    }

    /** Asks for the other clock, and so whether the other side lives. */
    void probe(long nowNs) {
        link.probed(nowNs);
        send(message().setClockProbe(ClockProbe.newBuilder().setSentNs(nowNs)));
    }
}
