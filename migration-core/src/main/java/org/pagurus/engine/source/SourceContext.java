package org.pagurus.engine.source;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.ClockOffset;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.PageWatch;
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

    /** One for each page stream; theirs while they send a round. */
    final List<PageSender> senders;

    final RoundBook book;
    final PageWatch watch;
    final ClockOffset clock = new ClockOffset();
    final SourceReport report;
    final LinkWatch link;

    /** Emptied by the driver after each call; no call adds more than eight. */
    private final Queue<SourceAction> actions = new ArrayDeque<>();

    private @Nullable SourceAction afterPause;

    /** When the present wait ends; {@link LinkWatch#NEVER} where no time-out may end it. */
    long deadlineNs = LinkWatch.NEVER;

    /** Whether the guest's dirty log must be stopped at the end. */
    boolean logStarted;

    /**
     * Whether the destination may keep the guest though the connection is lost: it waits for the
     * source to come back, or for the release.
     */
    boolean mayBeKept;

    /** Whether what it may hold may be the whole guest, which waits for the release. */
    boolean mayBePrepared;

    SourceContext(
            MigrationToken token,
            Guest guest,
            Compression compression,
            MigrationOptions options,
            PageWatch watch) {
        this.token = token;
        this.tokenBytes = token.toBytes();
        this.guest = guest.description();
        this.options = options;
        this.watch = watch;
        long pages = guest.memory().pageCount();
        hashes = new PageHashes(pages, options.streams());
        senders = senders(guest, compression);
        book = new RoundBook(pages);
        report = new SourceReport(options, guest.memory().sizeBytes(), clock, book);
        link = new LinkWatch(options.waits());
    }

    private List<PageSender> senders(Guest of, Compression compression) {
        List<PageSender> all = new ArrayList<>();
        for (int stream = 0; stream < options.streams(); stream++) {
            all.add(
                    new PageSender(
                            stream,
                            options.streams(),
                            of.memory(),
                            of.dirtyLog(),
                            hashes,
                            compression,
                            watch));
        }
        return List.copyOf(all);
    }

    /** Has all streams send the pages that the book has for this round. */
    void sendRound(int round, boolean last) {
        senders.forEach(sender -> sender.beginRound(round, book.toSend(), last));
        act(new SourceAction.SendRound(round, last));
    }

    boolean verifiesAll() {
        return options.verify() == Verification.FULL;
    }

    void act(SourceAction action) {
        actions.add(action);
    }

    /** Keeps what can wait until the guest runs again, here or there. */
    void actAfterPause(SourceAction action) {
        afterPause = action;
    }

    /** The guest runs again. */
    void pauseIsOver() {
        if (afterPause != null) {
            act(afterPause);
            afterPause = null;
        }
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
