package org.pagurus.transport.host;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.host.Settlement.Result;
import org.pagurus.transport.netty.Preface;
import org.pagurus.transport.netty.PrefaceClient;

/**
 * Asks the source of a guest that this host owns whether it knows that the guest runs here, where
 * its {@code DONE} was lost: then it holds no copy and asks no more. All it does is ask: a source
 * that says no, or does not answer, changes nothing.
 */
final class Confirmation {
    private final GuestTable guests;
    private final PrefaceClient client;
    private final HostClock clock;

    Confirmation(GuestTable guests, PrefaceClient client, HostClock clock) {
        this.guests = guests;
        this.client = client;
        this.clock = clock;
    }

    /**
     * @param owned the migration's last record, OWNED
     */
    Result ask(JournalRecord owned) {
        try {
            Channel confirmed =
                    client.connect(
                            PeerAddress.parse(owned.peer()),
                            Preface.confirm(owned.token()),
                            channel -> {});
            confirmed.close();
            JournalRecord settled = owned.then(Step.CONFIRMED, clock.nowMs());
            guests.confirm(owned, settled);
            return new Result.Settled(settled);
        } catch (ConnectException e) {
            return new Result.Unreached(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Result.Unsettled(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The source's side: whether a connection that asks is accepted says it all, and it is closed.
     *
     * @return why it is not, or null
     */
    static @Nullable String answer(Journal journal, MigrationToken token, Channel channel) {
        if (journal.last(token).filter(last -> last.step() == Step.DONE).isEmpty()) {
            return "preface.token: expected a migration that this host's journal has as done but found "
                    + token;
        }
        channel.eventLoop().execute(channel::close); // behind the answer
        return null;
    }
}
