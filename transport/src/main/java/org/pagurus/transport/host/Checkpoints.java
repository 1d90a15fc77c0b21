package org.pagurus.transport.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.pagurus.checkpoint.CheckpointException;
import org.pagurus.checkpoint.GuestSaver;
import org.pagurus.checkpoint.NewCheckpoint;
import org.pagurus.checkpoint.SavedCheckpoint;
import org.pagurus.checkpoint.SavedGuest;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.driver.HostClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves guests of this host to files, and restores them from there; measures what they dirty. Safe
 * for all threads.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final GuestTable guests;
    private final RestoreClaim.Claims claims;
    private final ReentrantLock acting;
    private final HostClock clock;

    /** Those under way read or fill a guest's memory. Guarded by this. */
    private int underWay;

    /** None is to go on. */
    private volatile boolean stopping;

    /**
     * @param acting held by whoever asks for guests, boots or forces them
     */
    Checkpoints(
            GuestTable guests, RestoreClaim.Claims claims, ReentrantLock acting, HostClock clock) {
        this.guests = guests;
        this.claims = claims;
        this.acting = acting;
        this.clock = clock;
    }

    /** Saves a guest, which runs on; returns when all of it is on the disk. */
    HostReply.Saved save(HostRequest.SaveGuest request) throws RefusedException {
        Path file = path(request.file());
        Compression compression = compression(request.selector());
        begin();
        try {
            GuestSlot slot = guests.beginSaving(request.name());
            try (NewCheckpoint target = NewCheckpoint.create(file, request.replace())) {
                SavedCheckpoint saved =
                        new GuestSaver(slot.guest(), compression, System::nanoTime, () -> stopping)
                                .save(target, clock.nowMs());
                LOG.info(
                        "guest {}: saved to {}: {} bytes in {} rounds, paused for {} ns",
                        request.name(),
                        file,
                        saved.fileBytes(),
                        saved.rounds(),
                        saved.pauseNs());
                return new HostReply.Saved(
                        request.name(),
                        file.toString(),
                        saved.fileBytes(),
                        slot.guest().memory().sizeBytes(),
                        saved.rounds(),
                        saved.pages(),
                        saved.durationNs(),
                        saved.pauseNs());
            } finally {
                guests.stayed(slot);
            }
        } catch (CheckpointException e) {
            LOG.warn("guest {}: not saved: {}", request.name(), e.getMessage());
            throw new RefusedException(e.field(), e.reason());
        } finally {
            end();
        }
    }

    /** Counts what a guest dirties while it runs on. */
    HostReply.Measured measure(HostRequest.MeasureGuest request)
            throws RefusedException, InterruptedException {
        DirtyMeasurement measurement = new DirtyMeasurement(request.intervalsNs());
        begin();
        try {
            GuestSlot slot = guests.beginMeasuring(request.name());
            try {
                return new HostReply.Measured(
                        request.name(),
                        slot.guest().memory().sizeBytes(),
                        measurement.of(slot.guest(), this::awaitUnlessStopped));
            } finally {
                guests.stayed(slot);
            }
        } finally {
            end();
        }
    }

    /** Waits until a time by {@link System#nanoTime}. */
    private synchronized void awaitUnlessStopped(long untilNs)
            throws RefusedException, InterruptedException {
        for (long leftNs = untilNs - System.nanoTime();
                leftNs > 0;
                leftNs = untilNs - System.nanoTime()) {
            requireNotStopping();
            TimeUnit.NANOSECONDS.timedWait(this, leftNs);
        }
    }

    /** Restores a guest, which runs when this returns; on any error nothing of it is left. */
    HostReply.Restored restore(HostRequest.RestoreGuest request)
            throws RefusedException, InterruptedException {
        Path file = path(request.file());
        long startNs = System.nanoTime();
        begin();
        try (SavedGuest saved = SavedGuest.open(file)) {
            GuestDescription guest = saved.header().guest();
            claims.requireAway(guest.name());
            saved.verify(() -> stopping);
            acting.lockInterruptibly();
            try {
                RestoreClaim claim = claims.claim(guest, request.force());
                guests.boot(guest, claim.by(), claim.from(), made -> load(saved, made));
            } finally {
                acting.unlock();
            }
            LOG.info("guest {}: restored from {}", guest.name(), file);
            return new HostReply.Restored(
                    guest.name(),
                    file.toString(),
                    saved.fileBytes(),
                    guest.memoryBytes(),
                    saved.header().savedAtMs(),
                    System.nanoTime() - startNs);
        } catch (CheckpointException e) {
            LOG.warn("{}: not restored: {}", file, e.getMessage());
            throw new RefusedException(e.field(), e.reason());
        } finally {
            end();
        }
    }

    /**
     * Gives up what is under way.
     *
     * @return whether nobody reads or fills a guest's memory any more
     */
    synchronized boolean stop(long limitMs) throws InterruptedException {
        stopping = true;
        notifyAll();
        long endNs = System.nanoTime() + limitMs * 1_000_000;
        for (long leftMs = limitMs;
                underWay > 0 && leftMs > 0;
                leftMs = (endNs - System.nanoTime()) / 1_000_000) {
            wait(leftMs);
        }
        return underWay == 0;
    }

    private synchronized void begin() throws RefusedException {
        requireNotStopping();
        underWay++;
    }

    private void requireNotStopping() throws RefusedException {
        if (stopping) {
            throw new RefusedException("host", "the daemon was told to stop");
        }
    }

    private synchronized void end() {
        underWay--;
        notifyAll();
    }

    private void load(SavedGuest saved, BootableGuest guest) throws RefusedException {
        try {
            saved.load(guest, () -> stopping);
        } catch (CheckpointException e) {
            throw new RefusedException(e.field(), e.reason());
        }
    }

    /** The daemon's directory is not the one that whoever asks has in mind. */
    private static Path path(String file) throws RefusedException {
        try {
            Path path = Path.of(file);
            // It is shown in lines, here and by whoever asks.
            if (path.isAbsolute() && file.chars().noneMatch(Character::isISOControl)) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new RefusedException(
                "file",
                "expected an absolute path without control characters but found '"
                        + file.replaceAll("\\p{Cntrl}", "?")
                        + "'");
    }

    /** One stream with neither window nor versions: what a page needs lies in the file with it. */
    private static Compression compression(String selector) throws RefusedException {
        SelectorKind kind;
        try {
            kind = SelectorKind.parse(selector);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("selector", String.valueOf(e.getMessage()));
        }
        if (kind.usesVersions() || kind.usesWindow()) {
            throw new RefusedException(
                    "selector",
                    "expected one that codes each page by itself, such as "
                            + HostRequest.SaveGuest.DEFAULT_SELECTOR
                            + ", but found "
                            + selector);
        }
        return Compression.pageByPage(() -> kind.newSelector(() -> Double.POSITIVE_INFINITY, 1));
    }
}
