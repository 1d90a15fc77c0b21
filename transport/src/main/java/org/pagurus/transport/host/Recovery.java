package org.pagurus.transport.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.transport.command.HostReply.RecoveryResult;
import org.pagurus.transport.command.HostReply.RecoveryStep;
import org.pagurus.transport.host.Settlement.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a host back to where it knows each guest's state. What is in doubt it asks by itself, for
 * as long as it takes; that can only end well. A guest whose memory is lost it boots again when a
 * person says so, for a checkpoint may do better. Safe for all threads.
 */
final class Recovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final long TICK_MS = 500;
    private static final long FIRST_RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_RETRY_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long FORCE_LIMIT_MS = 20_000;

    /** A source that has not confirmed by then is not asked on by itself: some ten minutes. */
    private static final int MAX_CONFIRM_TRIES = 25;

    private record Retry(long atNs, long delayNs, int tries) {}

    private final GuestTable guests;
    private final OutgoingMigrations outgoing;
    private final IncomingMigrations incoming;
    private final Journal journal;
    private final Settlement settlement;
    private final Confirmation confirmation;

    /** Held by whoever asks, boots or forces: one at a time. */
    private final ReentrantLock acting = new ReentrantLock();

    /** Owner: the thread. */
    private final Map<MigrationToken, Retry> retries = new HashMap<>();

    private final Thread thread =
            Thread.ofPlatform().name("recovery").daemon().unstarted(this::askAll);

    Recovery(
            GuestTable guests,
            OutgoingMigrations outgoing,
            IncomingMigrations incoming,
            Journal journal,
            Settlement settlement,
            Confirmation confirmation) {
        this.guests = guests;
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.journal = journal;
        this.settlement = settlement;
        this.confirmation = confirmation;
    }

    /** From here on it asks. */
    void start() {
        for (JournalRecord place : guests.gone()) {
            LOG.warn(
                    "guest {}: its memory is lost with the process that held it; {}",
                    place.guestName(),
                    place.step().bringsGuest()
                            ? "'pagurus guest restore' brings it back from a checkpoint, 'pagurus"
                                    + " recover' boots it again"
                            : "it was released to " + place.peer() + ", which is asked");
        }
        thread.start();
    }

    /** Held while guests are asked for, booted or forced; whoever restores one holds it too. */
    ReentrantLock acting() {
        return acting;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** What there is to recover, in words. */
    List<RecoveryStep> plan(@Nullable String target, boolean force) throws RefusedException {
        List<RecoveryCase> cases = cases(target);
        return cases.stream().map(one -> one.explain(force)).toList();
    }

    /** Recovers, one thing after the other. */
    List<RecoveryResult> recover(@Nullable String target, boolean force)
            throws RefusedException, InterruptedException {
        acting.lockInterruptibly();
        try {
            List<RecoveryResult> results = new ArrayList<>();
            for (RecoveryCase one : cases(target)) {
                JournalRecord record = one.record();
                RecoveryResult result;
                try {
                    result = recover(one, force);
                } catch (RefusedException e) {
                    result = RecoveryCase.result(record, false, String.valueOf(e.getMessage()));
                }
                LOG.info("recovery of guest {}: {}", record.guestName(), result.message());
                results.add(result);
            }
            return results;
        } finally {
            acting.unlock();
        }
    }

    private RecoveryResult recover(RecoveryCase one, boolean force)
            throws RefusedException, InterruptedException {
        return switch (one) {
            case RecoveryCase.Boot c -> boot(c.record());
            case RecoveryCase.Unconfirmed c -> unconfirmed(c.record(), force);
            case RecoveryCase.Live c -> live(c.record(), force);
            case RecoveryCase.Ask c -> ask(c.record(), force);
        };
    }

    private RecoveryResult unconfirmed(JournalRecord owned, boolean force) throws RefusedException {
        return switch (confirmation.ask(owned)) {
            case Result.Settled settled -> boot(owned);
            case Result.Unreached unreached -> unconfirmed(owned, force, unreached.reason());
            case Result.Unsettled unsettled -> unconfirmed(owned, force, unsettled.reason());
        };
    }

    private RecoveryResult unconfirmed(JournalRecord owned, boolean force, String reason)
            throws RefusedException {
        return force
                ? boot(owned)
                : RecoveryCase.result(
                        owned,
                        false,
                        "waits for the source, which asks by itself and has not confirmed: "
                                + reason);
    }

    private RecoveryResult live(JournalRecord released, boolean force) throws InterruptedException {
        if (!force) {
            return RecoveryCase.result(
                    released,
                    false,
                    "in doubt: the migration asks " + released.peer() + " by itself");
        }
        return outgoing.force(released.token(), FORCE_LIMIT_MS)
                ? RecoveryCase.result(released, true, "runs on here with its memory, by force")
                : RecoveryCase.result(
                        released, false, "not forced: " + released.peer() + " can be reached");
    }

    private RecoveryResult ask(JournalRecord open, boolean force)
            throws RefusedException, InterruptedException {
        return switch (settlement.settle(open)) {
            case Result.Settled settled -> settled(settled.last());
            case Result.Unsettled unsettled ->
                    RecoveryCase.result(open, false, "not settled: " + unsettled.reason());
            case Result.Unreached unreached ->
                    force && !guests.isHere(open.guestName())
                            ? force(open)
                            : RecoveryCase.result(open, false, "in doubt: " + unreached.reason());
        };
    }

    private RecoveryResult settled(JournalRecord last) throws RefusedException {
        if (last.step() == Step.DONE) {
            return RecoveryCase.result(last, true, "runs on " + last.peer());
        }
        if (guests.isHere(last.guestName())) {
            return RecoveryCase.result(last, true, "runs here");
        }
        for (JournalRecord place : guests.gone()) {
            if (place.guestName().equals(last.guestName())) {
                return boot(place);
            }
        }
        return RecoveryCase.result(last, true, "was stopped here");
    }

    /** The other side is gone, a person says. */
    private RecoveryResult force(JournalRecord open) throws RefusedException {
        JournalRecord place = place(open.guestName());
        // Until it is heard from, a guest that was released here carries that it was forced.
        boolean released = open.step() != Step.LEAVING && place.token().equals(open.token());
        guests.bootAgain(
                place,
                released
                        ? open.then(Step.FORCED, 0)
                        : JournalRecord.of(
                                Step.STARTED, JournalRecord.NO_MIGRATION, place.guest()));
        return RecoveryCase.result(
                open,
                true,
                "booted again by force, without "
                        + open.peer()
                        + "'s word; its memory is lost; "
                        + open.peer()
                        + " is asked on");
    }

    private RecoveryResult boot(JournalRecord place) throws RefusedException {
        guests.bootAgain(
                place, JournalRecord.of(Step.STARTED, JournalRecord.NO_MIGRATION, place.guest()));
        return RecoveryCase.result(place, true, "booted again; its memory is lost");
    }

    private JournalRecord place(String name) throws RefusedException {
        return guests.gone().stream()
                .filter(place -> place.guestName().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException("guest", name + " is not down here"));
    }

    private List<RecoveryCase> cases(@Nullable String target) throws RefusedException {
        List<RecoveryCase> cases =
                RecoveryCase.all(open(), guests.gone(), journal, outgoing::isLive).stream()
                        .filter(one -> target == null || one.matches(target))
                        .toList();
        if (cases.isEmpty() && target != null) {
            throw new RefusedException(
                    "target", "nothing is to be recovered of a guest or migration " + target);
        }
        return cases;
    }

    /** What this host must ask for. */
    private List<JournalRecord> open() {
        return journal.migrations().stream().filter(last -> last.step().mustAsk()).toList();
    }

    /** Guests that came here, and of which their sources may not know that they run. */
    private List<JournalRecord> unconfirmed() {
        return journal.migrations().stream()
                .filter(last -> last.step() == Step.OWNED && !incoming.isLive(last.token()))
                .toList();
    }

    private void askAll() {
        try {
            while (true) {
                List<JournalRecord> open = new ArrayList<>(unconfirmed());
                open().stream().filter(last -> !outgoing.isLive(last.token())).forEach(open::add);
                retries.keySet().retainAll(open.stream().map(JournalRecord::token).toList());
                for (JournalRecord last : open) {
                    askIfDue(last);
                }
                TimeUnit.MILLISECONDS.sleep(TICK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the daemon stops
        }
    }

    private void askIfDue(JournalRecord open) throws InterruptedException {
        Retry retry = retries.get(open.token());
        if (retry != null
                && (System.nanoTime() - retry.atNs() < 0
                        || open.step() == Step.OWNED && retry.tries() >= MAX_CONFIRM_TRIES)) {
            return;
        }
        acting.lockInterruptibly();
        try {
            boolean asIs = journal.last(open.token()).filter(open::equals).isPresent();
            Result result = asIs ? settle(open) : new Result.Settled(open);
            if (!(result instanceof Result.Settled)) {
                later(open, retry, result);
            }
        } catch (RuntimeException e) {
            LOG.error("migration {}: could not be settled", open.token(), e);
            later(open, retry, new Result.Unsettled(String.valueOf(e.getMessage())));
        } finally {
            acting.unlock();
        }
    }

    private Result settle(JournalRecord open) throws InterruptedException {
        return open.step() == Step.OWNED ? confirmation.ask(open) : settlement.settle(open);
    }

    private void later(JournalRecord open, @Nullable Retry before, Result result) {
        long delayNs =
                before == null ? FIRST_RETRY_NS : Math.min(2 * before.delayNs(), MAX_RETRY_NS);
        int tries = before == null ? 1 : before.tries() + 1;
        retries.put(open.token(), new Retry(System.nanoTime() + delayNs, delayNs, tries));
        if (before == null) {
            LOG.warn(
                    "guest {}: {} {}: {}",
                    open.guestName(),
                    switch (open.step()) {
                        case LEAVING -> "was leaving for";
                        case OWNED -> "runs here unconfirmed, and came from";
                        default -> "was released to";
                    },
                    open.peer(),
                    result instanceof Result.Unreached u
                            ? u.reason()
                            : ((Result.Unsettled) result).reason());
        }
    }
}
