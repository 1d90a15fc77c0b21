package org.pagurus.transport.host;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.Journal;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.transport.command.HostReply.MigrationInfo;
import org.pagurus.transport.driver.Decoders;
import org.pagurus.transport.driver.DestinationDriver;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.netty.Preface;
import org.pagurus.transport.security.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The migrations that come to this host, by their tokens. Safe for all threads. */
final class IncomingMigrations {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingMigrations.class);
    private static final int LIMIT = 64;

    private final DestinationDriver.Quarters quarters;
    private final PeerMemory memory;
    private final Journal journal;
    private final HostClock clock;
    private final Executor decoders = Decoders.newPool();

    /** Guarded by this. */
    private final Map<MigrationToken, DestinationDriver> drivers = new HashMap<>();

    /**
     * @param memory counts what the guests of each peer take
     */
    IncomingMigrations(
            DestinationDriver.Quarters quarters,
            PeerMemory memory,
            Journal journal,
            HostClock clock) {
        this.quarters = quarters;
        this.memory = memory;
        this.journal = journal;
        this.clock = clock;
    }

    /** Serves a control stream: of a migration under way, or of one that begins. */
    synchronized @Nullable String acceptControl(Preface preface, Channel channel, Peer peer) {
        DestinationDriver driver = drivers.get(preface.token());
        if (driver == null) {
            if (drivers.size() >= LIMIT) {
                return "migrations: expected up to " + LIMIT + " at a time";
            }
            driver = begin(preface.token(), peer);
        }
        driver.attachControl(channel, preface.stream());
        return null;
    }

    synchronized @Nullable String acceptPages(Preface preface, Channel channel) {
        DestinationDriver driver = drivers.get(preface.token());
        return driver == null
                ? "preface.token: no migration has the token " + preface.token()
                : driver.attachStream(preface.stream(), preface.attempt(), channel);
    }

    /** Whether somebody serves this migration, or waits for its source. */
    synchronized boolean isLive(MigrationToken token) {
        return drivers.containsKey(token);
    }

    /** How many are under way. */
    synchronized int count() {
        return drivers.size();
    }

    /** Those whose guest is complete here, or runs: the source may not know yet. */
    synchronized List<MigrationToken> claims() {
        return drivers.values().stream()
                .filter(DestinationDriver::hasClaim)
                .map(DestinationDriver::token)
                .toList();
    }

    private DestinationDriver begin(MigrationToken token, Peer peer) {
        PeerMemory.Counted counted = memory.of(peer, quarters);
        DestinationDriver driver = new DestinationDriver(token, counted, journal, clock, decoders);
        drivers.put(token, driver);
        Thread.ofPlatform().name("destination-" + token).daemon().start(() -> run(driver, counted));
        return driver;
    }

    private void run(DestinationDriver driver, PeerMemory.Counted counted) {
        try {
            driver.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("migration {} failed inside this daemon", driver.token(), e);
            driver.abandon();
        } finally {
            synchronized (this) {
                drivers.remove(driver.token());
            }
            driver.closeLate();
            counted.release();
        }
    }

    /** The migrations that are not in the journal yet, as a person sees them. */
    synchronized List<MigrationInfo> describe() {
        return drivers.values().stream()
                .filter(driver -> journal.last(driver.token()).isEmpty())
                .map(IncomingMigrations::info)
                .toList();
    }

    private static MigrationInfo info(DestinationDriver driver) {
        GuestDescription coming = driver.coming();
        return new MigrationInfo(
                driver.token().toString(),
                coming == null ? "" : coming.name(),
                "destination",
                driver.isPrepared() ? "prepared" : "coming",
                "",
                0);
    }
}
