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

    /** Guarded by this. */
    private final Map<MigrationToken, Coming> coming = new HashMap<>();

    /**
     * A migration.
     *
     * @param peer who began it: all its connections must be theirs
     */
    private record Coming(DestinationDriver driver, Peer peer) {
        /** Who knows a token is not yet the one who brings the guest: why, or null. */
        @Nullable String refusal(Peer other) {
            return peer.name().equals(other.name())
                    ? null
                    : "preface.token: expected peer "
                            + peer.name()
                            + ", which began migration "
                            + driver.token()
                            + ", but found "
                            + other.name();
        }
    }

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
        Coming known = coming.get(preface.token());
        if (known == null) {
            if (coming.size() >= LIMIT) {
                return "migrations: expected up to " + LIMIT + " at a time";
            }
            known = begin(preface.token(), peer, channel);
        }
        String refusal = known.refusal(peer);
        if (refusal == null) {
            known.driver().attachControl(channel, preface.stream());
        }
        return refusal;
    }

    synchronized @Nullable String acceptPages(Preface preface, Channel channel, Peer peer) {
        Coming known = coming.get(preface.token());
        if (known == null) {
            return "preface.token: no migration has the token " + preface.token();
        }
        String refusal = known.refusal(peer);
        return refusal != null
                ? refusal
                : known.driver().attachStream(preface.stream(), preface.attempt(), channel);
    }

    /** Whether somebody serves this migration, or waits for its source. */
    synchronized boolean isLive(MigrationToken token) {
        return coming.containsKey(token);
    }

    /** How many are under way. */
    synchronized int count() {
        return coming.size();
    }

    /** Those whose guest is complete here, or runs: the source may not know yet. */
    synchronized List<MigrationToken> claims() {
        return coming.values().stream()
                .map(Coming::driver)
                .filter(DestinationDriver::hasClaim)
                .map(DestinationDriver::token)
                .toList();
    }

    private synchronized Coming begin(MigrationToken token, Peer peer, Channel channel) {
        PeerMemory.Counted counted = memory.of(peer, quarters);
        DestinationDriver driver = new DestinationDriver(token, counted, journal, clock, decoders);
        Coming begun = new Coming(driver, peer);
        coming.put(token, begun);
        ConnectionPlaces.Expectation streams = places.expect(channel);
        Thread.ofPlatform()
                .name("destination-" + token)
                .daemon()
                .start(() -> run(driver, counted, streams));
        return begun;
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
                coming.remove(driver.token());
            }
            driver.closeLate();
            counted.release();
            streams.close();
        }
    }

    /** The migrations that are not in the journal yet, as a person sees them. */
    synchronized List<MigrationInfo> describe() {
        return coming.values().stream()
                .map(Coming::driver)
                .filter(driver -> journal.last(driver.token()).isEmpty())
                .map(IncomingMigrations::info)
                .toList();
    }

    private static MigrationInfo info(DestinationDriver driver) {
        GuestDescription guest = driver.coming();
        return new MigrationInfo(
                driver.token().toString(),
                guest == null ? "" : guest.name(),
                "destination",
                driver.isPrepared() ? "prepared" : "coming",
                "",
                0);
    }
}
