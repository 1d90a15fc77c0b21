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

    private final ConnectionPlaces places;

    /** Guarded by this, as the one below. */
    private final Map<MigrationToken, DestinationDriver> drivers = new HashMap<>();

    /** Who began each of them: all its connections must be theirs. */
    private final Map<MigrationToken, Peer> peers = new HashMap<>();

    /**
     * @param memory counts what the guests of each peer take
     * @param places keeps places for the connections of a migration that has begun
     */
    IncomingMigrations(
            DestinationDriver.Quarters quarters,
            PeerMemory memory,
            Journal journal,
            HostClock clock,
            ConnectionPlaces places) {
        this.places = places;
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
            driver = begin(preface.token(), peer, channel);
        }
        String stranger = stranger(preface.token(), peer);
        if (stranger != null) {
            return stranger;
        }
        driver.attachControl(channel, preface.stream());
        return null;
    }

    synchronized @Nullable String acceptPages(Preface preface, Channel channel, Peer peer) {
        DestinationDriver driver = drivers.get(preface.token());
        if (driver == null) {
            return "preface.token: no migration has the token " + preface.token();
        }
        String stranger = stranger(preface.token(), peer);
        return stranger != null
                ? stranger
                : driver.attachStream(preface.stream(), preface.attempt(), channel);
    }

    /** Who knows a token is not yet the one who brings the guest. */
    private synchronized @Nullable String stranger(MigrationToken token, Peer peer) {
        Peer began = peers.get(token);
        return began == null || began.name().equals(peer.name())
                ? null
                : "preface.token: expected peer "
                        + began.name()
                        + ", which began migration "
                        + token
                        + ", but found "
                        + peer.name();
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

    private synchronized DestinationDriver begin(MigrationToken token, Peer peer, Channel channel) {
        PeerMemory.Counted counted = memory.of(peer, quarters);
        DestinationDriver driver = new DestinationDriver(token, counted, journal, clock, decoders);
        drivers.put(token, driver);
        peers.put(token, peer);
        ConnectionPlaces.Expectation streams = places.expect(channel);
        Thread.ofPlatform()
                .name("destination-" + token)
                .daemon()
                .start(() -> run(driver, counted, streams));
        return driver;
    }

    private void run(
            DestinationDriver driver,
            PeerMemory.Counted counted,
            ConnectionPlaces.Expectation streams) {
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
                peers.remove(driver.token());
            }
            driver.closeLate();
            counted.release();
            streams.close();
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
