package org.pagurus.simulator.driver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.source.Inquirer;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;

/**
 * What a source's host does when nobody drives the migration any more, as the daemon does: for as
 * long as its journal has it open, it asks the destination.
 */
final class SourceRecovery implements SourceSide, Inquirer.Host {
    private static final long FIRST_RETRY_NS = 1_000_000_000L;
    private static final long MAX_RETRY_NS = 30_000_000_000L;

    private final Junction junction;
    private final VirtualHost host;
    private final MigrationToken token;
    private final SoftwareGuest guest;
    private final Watcher watcher;
    private long retryNs = FIRST_RETRY_NS;
    private @Nullable Connection connection;

    /** While a connection is asked on. */
    private @Nullable Inquirer inquirer;

    private long giveUpNs;
    private boolean ended;

    SourceRecovery(
            Junction junction,
            VirtualHost host,
            MigrationToken token,
            SoftwareGuest guest,
            Watcher watcher) {
        this.junction = junction;
        this.host = host;
        this.token = token;
        this.guest = guest;
        this.watcher = watcher;
    }

    @Override
    public VirtualHost host() {
        return host;
    }

    @Override
    public @Nullable Connection connection() {
        return connection;
    }

    @Override
    public void end() {
        ended = true;
        connection = null;
        inquirer = null;
    }

    /** Asks from now on, if there is anything to ask. */
    void begin() {
        if (ended || !last().step().mustAsk()) {
            return;
        }
        junction.connect(
                fresh -> {
                    if (ended) {
                        if (fresh != null) {
                            junction.breakOff(fresh, "given up meanwhile");
                        }
                    } else if (fresh == null) {
                        again();
                    } else {
                        connection = fresh;
                        giveUpNs = host.simulation().nowNs() + Inquirer.LIMIT_NS;
                        askWith(new Inquirer(last(), this));
                    }
                });
    }

    private void askWith(Inquirer asking) {
        inquirer = asking;
        asking.ask();
        junction.wire()
                .after(
                        Inquirer.ASK_AGAIN_NS,
                        () -> {
                            if (inquirer != asking) {
                                return;
                            }
                            if (host.simulation().nowNs() >= giveUpNs) {
                                again();
                            } else {
                                askWith(asking);
                            }
                        });
    }

    @Override
    public void hears(@Nullable Connection from, SourceEvent event) {
        if (ended || from != connection) {
            return;
        }
        switch (event) {
            case SourceEvent.Received e -> answered(e.message());
            case SourceEvent.ConnectionLost e -> again();
            default -> {}
        }
    }

    private void answered(ControlMessage answer) {
        Inquirer asking = inquirer;
        if (asking == null) {
            return;
        }
        try {
            switch (asking.answered(answer, 0)) {
                case Inquirer.Outcome.Open open -> {}
                case Inquirer.Outcome.Settled settled -> disconnect();
                case Inquirer.Outcome.Unsettled unsettled -> again();
            }
        } catch (IOException e) {
            again();
        }
    }

    /** On another connection, later. */
    private void again() {
        if (ended) {
            return;
        }
        disconnect();
        junction.wire().after(retryNs, this::begin);
        retryNs = Math.min(2 * retryNs, MAX_RETRY_NS);
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        inquirer = null;
        if (old != null) {
            junction.close(host, old, "closed by the source");
        }
    }

    private JournalRecord last() {
        return host.journal().last(token).orElseThrow();
    }

    @Override
    public boolean isDown(String guestName) {
        return guest.isClosed()
                && host.journal().guests().stream().anyMatch(place -> place.step().bringsGuest());
    }

    @Override
    public void send(ControlMessage message) {
        if (!ended) {
            junction.sendToDestination(message);
        }
    }

    @Override
    public void append(JournalRecord record) throws IOException {
        host.write(record, watcher);
        if (ended) {
            throw new IOException("the host has crashed");
        }
    }

    @Override
    public void drop(String guestName) {
        if (!guest.isClosed()) {
            watcher.guestStops(host, guest);
            guest.close();
        }
    }

    @Override
    public void takeBack(String guestName) {
        if (!guest.isClosed()) {
            guest.resume();
            watcher.guestRuns(host, guest);
            watcher.announced(host, guest);
        }
    }
}
