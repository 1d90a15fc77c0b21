package org.pagurus.engine;

import java.io.IOException;
import org.pagurus.engine.source.Inquirer;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.wire.ControlMessage;

/**
 * What a source's host does on virtual time when nobody drives the migration any more, as the
 * daemon does: for as long as its journal has it open, it asks the destination.
 */
final class SourceRecovery implements Inquirer.Host {
    private static final long FIRST_RETRY_NS = 1_000_000_000L;
    private static final long MAX_RETRY_NS = 30_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final MigrationPair pair;
    private final SourceHost host;

    private long retryNs = FIRST_RETRY_NS;
    private long connectAtNs;
    private boolean connecting;
    private Inquirer inquirer;
    private long askAtNs = NEVER;
    private long giveUpAtNs = NEVER;

    SourceRecovery(MigrationPair pair, SourceHost host, long afterNs) {
        this.pair = pair;
        this.host = host;
        connectAtNs = pair.time.nowNs() + afterNs;
    }

    void tick() {
        long nowNs = pair.time.nowNs();
        if (inquirer != null && nowNs >= giveUpAtNs) {
            again();
        } else if (inquirer != null && nowNs >= askAtNs) {
            ask();
        } else if (inquirer == null
                && !connecting
                && nowNs >= connectAtNs
                && host.lastStep().mustAsk()) {
            connecting = true;
            pair.reconnect();
        }
    }

    void hears(SourceEvent event) {
        switch (event) {
            case SourceEvent.Connected e -> {
                connecting = false;
                inquirer = new Inquirer(host.last(), this);
                giveUpAtNs = pair.time.nowNs() + Inquirer.LIMIT_NS;
                ask();
            }
            case SourceEvent.Received e -> answered(e.message());
            case SourceEvent.ConnectionLost e -> again();
            default -> {}
        }
    }

    private void ask() {
        askAtNs = pair.time.nowNs() + Inquirer.ASK_AGAIN_NS;
        inquirer.ask();
    }

    private void answered(ControlMessage answer) {
        if (inquirer == null) {
            return;
        }
        try {
            switch (inquirer.answered(answer, 0)) {
                case Inquirer.Outcome.Open open -> {}
                case Inquirer.Outcome.Settled settled -> end();
                case Inquirer.Outcome.Unsettled unsettled -> again();
            }
        } catch (IOException e) {
            again();
        }
    }

    /** On another connection, later. */
    private void again() {
        end();
        connectAtNs = pair.time.nowNs() + retryNs;
        retryNs = Math.min(2 * retryNs, MAX_RETRY_NS);
    }

    private void end() {
        connecting = false;
        inquirer = null;
        host.disconnect();
    }

    @Override
    public boolean isDown(String guestName) {
        return host.isDown();
    }

    @Override
    public void send(ControlMessage message) {
        pair.sendToDestination(message);
    }

    @Override
    public void append(JournalRecord record) throws IOException {
        if (pair.happens(pair.faults.sourceJournalFails())) {
            throw new IOException("disk full");
        }
        host.journal.append(record);
    }

    @Override
    public void drop(String guestName) {
        host.guest.close();
    }

    @Override
    public void takeBack(String guestName) {
        host.takeBack();
    }
}
