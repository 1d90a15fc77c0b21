package org.pagurus.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pagurus.journal.JournalState.Meaning;
import org.pagurus.protocol.MigrationToken;

/** A journal that lives as long as its process. */
public final class MemoryJournal implements Journal {
    /** Guarded by this. */
    private final JournalState state = new JournalState();

    @Override
    public synchronized void append(JournalRecord record) throws IOException {
        state.check(record);
        state.apply(record, Meaning.APPENDED);
    }

    @Override
    public synchronized Optional<JournalRecord> last(MigrationToken token) {
        return state.last(token);
    }

    @Override
    public synchronized List<JournalRecord> migrations() {
        return state.migrations();
    }

    @Override
    public synchronized List<JournalRecord> guests() {
        return state.guests();
    }
}
