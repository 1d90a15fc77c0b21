package org.pagurus.transport.host;

import java.util.HashMap;
import java.util.Map;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.journal.JournalRecord;
import org.pagurus.transport.driver.DestinationDriver.Quarters;
import org.pagurus.transport.security.Peer;

/**
 * Counts what the guests that come from one peer take until they run here, so that one peer cannot
 * have all of a host's memory set aside for guests that never come. Safe for all threads.
 */
final class PeerMemory {
    private final long limitBytes;
    private final HostCounters counters;

    /** By the peer's name. Guarded by this. */
    private final Map<String, Long> held = new HashMap<>();

    PeerMemory(long limitBytes, HostCounters counters) {
        this.limitBytes = limitBytes;
        this.counters = counters;
    }

    /** The quarters of one migration, which this peer has begun. */
    Counted of(Peer peer, Quarters quarters) {
        return new Counted(peer.name(), quarters);
    }

    private synchronized void take(String peer, long bytes) throws GuestException {
        long before = held.getOrDefault(peer, 0L);
        if (bytes > limitBytes - before) {
            throw new GuestException(
                    "memoryBytes: expected up to the "
                            + (limitBytes - before)
                            + " bytes left of what peer "
                            + peer
                            + " may hold but found "
                            + bytes);
        }
        held.put(peer, before + bytes);
    }

    private synchronized void giveBack(String peer, long bytes) {
        held.computeIfPresent(peer, (name, all) -> all == bytes ? null : all - bytes);
    }

    /** Quarters whose guest is counted until it runs or is gone. */
    final class Counted implements Quarters {
        private final String peer;
        private final Quarters quarters;

        /** Owner: the migration's thread. */
        private long bytes;

        private Counted(String peer, Quarters quarters) {
            this.peer = peer;
            this.quarters = quarters;
        }

        @Override
        public Guest reserve(GuestDescription description, long windowBytes) throws GuestException {
            long wanted = Math.addExact(description.memoryBytes(), windowBytes);
            take(peer, wanted);
            bytes += wanted;
            try {
                return quarters.reserve(description, windowBytes);
            } catch (GuestException | RuntimeException e) {
                release();
                throw e;
            }
        }

        @Override
        public void admit(Guest guest) {
            quarters.admit(guest);
            counters.countArrival();
            release();
        }

        @Override
        public void announce(Guest guest) {
            quarters.announce(guest);
        }

        @Override
        public void discard(Guest guest, String reason) {
            quarters.discard(guest, reason);
            counters.countDiscarded();
            release();
        }

        @Override
        public boolean isGone(JournalRecord owned) {
            return quarters.isGone(owned);
        }

        /** The migration is over, whatever came of it. */
        void release() {
            if (bytes > 0) {
                giveBack(peer, bytes);
                bytes = 0;
            }
        }
    }
}
