package org.pagurus.simulator.driver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.source.Aftermath;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;

/**
 * A migration by two real engines in virtual time: real memory, real bitmaps, real codecs, and the
 * report of a live one. The guest comes with its memory, booted and running. A host may crash: it
 * loses all but its journal, and does what the daemon does when it is there again.
 */
public final class ExactMigration implements AutoCloseable, Junction.Ends {
    private final Junction junction;
    private final SourceRunner driver;
    private final SoftwareGuest guest;
    private final VirtualHost sourceHost;
    private final VirtualHost destinationHost;
    private final MigrationToken token;
    private final MigrationOptions options;
    private final Watcher watcher;
    private SourceSide source;
    private DestinationRunner destination;
    private boolean sourceUp = true;
    private boolean destinationUp = true;

    /**
     * As {@link #ExactMigration(Wire, VirtualHost, SoftwareGuest, VirtualHost, Order, Watcher)}.
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
        this(
                wire,
                sourceHost,
                guest,
                destinationHost,
                new Order(token, options, compression, SourceTap.NONE),
                watcher);
    }

    /**
     * What is asked for.
     *
     * @param tap stands between the source's engine and its guest
     */
    public record Order(
            MigrationToken token,
            MigrationOptions options,
            CompressionChoice compression,
            SourceTap tap) {}

    /**
     * @param wire what lies between the hosts
     * @param guest at the source; it belongs to the migration from now on
     */
    public ExactMigration(
            Wire wire,
            VirtualHost sourceHost,
            SoftwareGuest guest,
            VirtualHost destinationHost,
            Order order,
            Watcher watcher)
            throws IOException {
        this.guest = guest;
        this.sourceHost = sourceHost;
        this.destinationHost = destinationHost;
        this.watcher = watcher;
        token = order.token;
        options = order.options;
        junction = new Junction(wire, this, watcher);
        driver = new SourceRunner(junction, sourceHost, guest, order, this::conclude, watcher);
        source = driver;
        destination = newDestination(null);
        GuestDescription description = guest.description();
        sourceHost.journal().append(JournalRecord.of(Step.LEAVING, token, description));
    }

    /** Starts it now; once. */
    public void start() {
        driver.start();
    }

    /** What it did; null before its end, and when the source has crashed before. */
    public @Nullable MigrationReport report() {
        return driver.report();
    }

    /** The guest at the source, which may be closed. */
    public SoftwareGuest guest() {
        return guest;
    }

    /** The guest at the destination; null while there is none. */
    public @Nullable SoftwareGuest arrivedGuest() {
        return destination.guest();
    }

    /** Whether the guest at the destination is complete, so that it outlives its source. */
    public boolean isComplete() {
        return destination.holdsGuest();
    }

    public MigrationToken token() {
        return token;
    }

    /** A person wants it to stop. */
    public void cancel() {
        source.hears(source.connection(), new SourceEvent.CancelRequested("by a person"));
    }

    /** Breaks what connections there are. */
    public void breakConnections(String reason) {
        Connection here = source.connection();
        Connection there = destination.control();
        if (here != null) {
            junction.breakOff(here, reason);
        }
        if (there != null) {
            junction.breakOff(there, reason);
        }
    }

    /** A connection that the source has given up comes late, and is closed so much later. */
    public void connectFromNobody(long lifeNs) {
        Connection ghost = junction.connectNow();
        if (ghost != null) {
            junction.wire().after(lifeNs, () -> junction.breakOff(ghost, "nobody there"));
        }
    }

    /** The source hears that a page stream is lost, if there are any. */
    public void sourceLosesStream() {
        driver.losesStream();
    }

    /** The destination hears it. */
    public void destinationLosesStream() {
        destination.losesStream();
    }

    /** The source loses all but its journal, and is there again so much later. */
    public void crashSource(long downNs) {
        if (!sourceUp) {
            return;
        }
        watcher.happened(new Happening.Crashing(sourceHost));
        sourceUp = false;
        Connection old = source.connection();
        source.end();
        if (!guest.isClosed()) {
            watcher.guestStops(sourceHost, guest);
            guest.close();
        }
        if (old != null) {
            junction.breakOff(old, "the source has crashed");
        }
        SourceRecovery next = newRecovery();
        source = next;
        junction.wire()
                .after(
                        downNs,
                        () -> {
                            sourceUp = true;
                            watcher.happened(new Happening.Restarted(sourceHost));
                            next.begin();
                        });
    }

    /** The destination loses all but its journal, and is there again so much later. */
    public void crashDestination(long downNs) {
        if (!destinationUp) {
            return;
        }
        watcher.happened(new Happening.Crashing(destinationHost));
        destinationUp = false;
        Connection old = destination.control();
        destination.crash();
        if (old != null) {
            junction.breakOff(old, "the destination has crashed");
        }
        junction.wire()
                .after(
                        downNs,
                        () -> {
                            destinationUp = true;
                            watcher.happened(new Happening.Restarted(destinationHost));
                            destination = newDestination(null);
                        });
    }

    @Override
    public SourceSide source() {
        return source;
    }

    @Override
    public DestinationRunner destination() {
        return destination;
    }

    @Override
    public boolean accept(Connection fresh) {
        if (!destinationUp) {
            return false;
        }
        if (destination.isOver()) {
            SoftwareGuest here = destination.guest();
            destination.end();
            destination = newDestination(here);
        }
        destination.connected(fresh);
        return true;
    }

    /** The source's engine has ended: the journal says what becomes of the guest. */
    private void conclude() {
        JournalRecord last = sourceHost.journal().last(token).orElseThrow();
        boolean guestLeft = guest.isClosed();
        boolean mayBePrepared = driver.engine().mayBePrepared();
        switch (Aftermath.of(last.step(), guestLeft, mayBePrepared)) {
            case LEFT, IN_DOUBT -> {}
            case STAYS -> stayed();
            case KEPT -> {
                stayed();
                keep(last);
            }
        }
        if (source == driver) {
            driver.conclude();
            SourceRecovery next = newRecovery();
            source = next;
            next.begin();
        }
    }

    private void stayed() {
        boolean ran = guest.isRunning();
        guest.throttle(0);
        guest.resume();
        if (!ran) {
            watcher.guestRuns(sourceHost, guest);
        }
    }

    private void keep(JournalRecord last) {
        try {
            sourceHost.write(last.then(Step.KEPT, 0), watcher);
        } catch (IOException e) {
            // The destination is asked.
        }
    }

    private SourceRecovery newRecovery() {
        return new SourceRecovery(junction, sourceHost, token, guest, watcher);
    }

    private DestinationRunner newDestination(@Nullable SoftwareGuest here) {
        return new DestinationRunner(
                junction, destinationHost, token, options.waits(), here, watcher);
    }

    /** Ends both engines and both guests. */
    @Override
    public void close() {
        source.end();
        destination.end();
        guest.close();
        SoftwareGuest arrived = destination.guest();
        if (arrived != null) {
            arrived.close();
        }
    }
}
