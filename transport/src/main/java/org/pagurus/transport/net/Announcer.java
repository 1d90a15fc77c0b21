package org.pagurus.transport.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pagurus.guest.net.Announcement;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.NicAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces guests at their new place by {@linkplain Announcement gratuitous ARP and RARP}, again
 * and again as the schedule says. To be called when the guest runs here and not before: an
 * announcement that comes early draws the traffic away from the source.
 */
public final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final ScheduledExecutorService executor;
    private final AnnounceSchedule schedule;

    /** The executor stays the caller's. */
    public Announcer(ScheduledExecutorService executor, AnnounceSchedule schedule) {
        this.executor = executor;
        this.schedule = schedule;
    }

    /** Sends the first announcement before it returns, the others from the executor. */
    public Announcing announce(NicAddress guest, FrameSink wire) {
        Announcing announcing = new Announcing(guest, wire, schedule.delaysNs(), executor);
        announcing.sendRound();
        return announcing;
    }

    /** The announcements of one guest. */
    public static final class Announcing implements AutoCloseable {
        private final NicAddress guest;
        private final FrameSink wire;
        private final long[] delaysNs;
        private final ScheduledExecutorService executor;
        private final CompletableFuture<Integer> finished = new CompletableFuture<>();

        /** Guarded by this. */
        private int sentRounds;

        private Announcing(
                NicAddress guest,
                FrameSink wire,
                long[] delaysNs,
                ScheduledExecutorService executor) {
            this.guest = guest;
            this.wire = wire;
            this.delaysNs = delaysNs;
            this.executor = executor;
        }

        /** Completes with the number of rounds sent, after the last one or {@link #close()}. */
        public CompletableFuture<Integer> finished() {
            return finished.copy();
        }

        /**
         * Stops announcing: nothing is sent after this returns. To be called before the guest is
         * paused to move on, or two places would claim it.
         */
        @Override
        public synchronized void close() {
            finished.complete(sentRounds);
        }

        private synchronized void sendRound() {
            if (finished.isDone()) {
                return;
            }
            Announcement.frames(guest).forEach(wire::accept);
            sentRounds++;
            if (sentRounds == 1) {
                LOG.info("announced {} at {}", guest.ip(), guest.mac());
            }
            if (sentRounds == delaysNs.length) {
                finished.complete(sentRounds);
                return;
            }
            try {
                var unused =
                        executor.schedule(
                                this::sendRound, delaysNs[sentRounds], TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException shutDown) {
                LOG.warn("announcing {}: stopped after {} rounds", guest.ip(), sentRounds);
                finished.complete(sentRounds);
            }
        }
    }
}
