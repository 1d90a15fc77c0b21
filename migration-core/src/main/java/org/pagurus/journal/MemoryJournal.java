package org.pagurus.journal;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.pagurus.protocol.MigrationToken;

/**
 * A journal that lives as long as its process. It keeps the last record of the latest migrations.
 */
public final class MemoryJournal implements Journal {
    private static final int MAX_MIGRATIONS = 10_000;

    /** Guarded by this. */
    private final LinkedHashMap<MigrationToken, JournalRecord> lastRecords = new LinkedHashMap<>();

    @Override
    public synchronized void append(JournalRecord record) {
        lastRecords.put(record.token(), record);
        if (lastRecords.size() > MAX_MIGRATIONS) {
            lastRecords.pollFirstEntry();
        }
    }

    @Override
    public synchronized Optional<JournalRecord> last(MigrationToken token) {
        return Optional.ofNullable(lastRecords.get(token));
    }
}
