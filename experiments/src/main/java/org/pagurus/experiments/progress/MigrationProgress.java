package org.pagurus.experiments.progress;

import org.pagurus.transport.command.HostReply;

/** Shows how a migration goes on. Used by one thread. */
public interface MigrationProgress extends AutoCloseable {
    /** Something that the host told on the way. */
    void show(HostReply onTheWay);

    /** The migration is over. */
    @Override
    void close();
}
