package org.pagurus.simulator.driver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;

/**
 * A migration by two real engines in virtual time: real memory, real bitmaps, real codecs, and the
 * report of a live one. The guest comes with its memory, booted and running.
 */
public final class ExactMigration implements AutoCloseable {
    private final SourceRunner source;
    private final DestinationRunner destination;

    /**
     * @param wire what lies between the hosts
     * @param guest at the source; it belongs to the migration from now on
     */
    public ExactMigration(
            Wire wire,
            VirtualHost sourceHost,
            SoftwareGuest guest,
            VirtualHost destinationHost,
            MigrationToken token,
            MigrationOptions options,
            CompressionChoice compression,
            Watcher watcher)
            throws IOException {
        Junction junction = new Junction(wire, this);
        source =
                new SourceRunner(junction, sourceHost, guest, token, options, compression, watcher);
        destination =
                new DestinationRunner(junction, destinationHost, token, options.waits(), watcher);
        GuestDescription description = guest.description();
        sourceHost.journal().append(JournalRecord.of(Step.LEAVING, token, description));
    }

    /** Starts it now; once. */
    public void start() {
        source.start();
    }

    /** What it did; null before its end. */
    public @Nullable MigrationReport report() {
        return source.report();
    }

    /** The guest at the destination; null while there is none. */
    public @Nullable SoftwareGuest arrivedGuest() {
        return destination.guest();
    }

    SourceRunner source() {
        return source;
    }

    DestinationRunner destination() {
        return destination;
    }

    /** Ends both engines and both guests. */
    @Override
    public void close() {
        source.end();
        destination.end();
        source.guest().close();
        SoftwareGuest arrived = destination.guest();
        if (arrived != null) {
            arrived.close();
        }
    }
}
