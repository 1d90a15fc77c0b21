package org.pagurus.transport.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;

/** The journal as incoming migrations see it: no guest is refused that is being booted here. */
record GuardedJournal(Journal journal, GuestTable table) implements Journal {
    @Override
    public void append(JournalRecord record) throws IOException {
        if (record.step() == Step.REFUSED) {
            table.refuse(record);
        } else {
            journal.append(record);
        }
    }

    @Override
    public Optional<JournalRecord> last(MigrationToken token) {
        return journal.last(token);
    }

    @Override
    public List<JournalRecord> migrations() {
        return journal.migrations();
    }

    @Override
    public List<JournalRecord> guests() {
        return journal.guests();
    }
}
