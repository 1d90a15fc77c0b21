package org.pagurus.simulator.driver;

import org.jspecify.annotations.Nullable;
import org.pagurus.engine.source.SourceEvent;

/** The source's end of a migration: its driver, or who asks what has become of the guest. */
interface SourceSide {
    VirtualHost host();

    /** The connection that it counts on; null while there is none. */
    @Nullable Connection connection();

    /**
     * Something happens.
     *
     * @param from what comes from a connection counts as long as that does; null where there is
     *     none
     */
    void hears(@Nullable Connection from, SourceEvent event);

    /** Nothing more is done: the process has died, or another takes its place. */
    void end();
}
