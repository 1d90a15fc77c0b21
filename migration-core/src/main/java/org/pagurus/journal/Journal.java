package org.pagurus.journal;

import java.io.IOException;
import java.util.Optional;
import org.pagurus.protocol.MigrationToken;

/** Where a host writes down who owns a guest. */
public interface Journal {
    /**
     * Appends a record; it is durable when this returns.
     *
     * @throws IOException when it is not; nothing may be concluded then about what a restart will
     *     find
     */
    void append(JournalRecord record) throws IOException;

    /** The last record of a migration. */
    Optional<JournalRecord> last(MigrationToken token);
}
