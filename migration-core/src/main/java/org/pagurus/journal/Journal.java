package org.pagurus.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pagurus.protocol.MigrationToken;

/** Where a host writes down who owns a guest. Safe for all threads. */
public interface Journal {
    /**
     * Appends a record; it is durable when this returns.
     *
     * @throws IOException when it is not; then a restart will not find it either
     */
    void append(JournalRecord record) throws IOException;

    /** The last record of a migration. */
    Optional<JournalRecord> last(MigrationToken token);

    /** The last record of each migration that may still be asked for, and of the latest others. */
    List<JournalRecord> migrations();

    /**
     * The record that says where a guest is, for each guest that belongs to this host or was
     * released by it and may have to come back.
     */
    List<JournalRecord> guests();
}
