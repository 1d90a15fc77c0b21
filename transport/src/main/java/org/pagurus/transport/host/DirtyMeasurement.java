package org.pagurus.transport.host;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.guest.Guest;
import org.pagurus.memory.PageBitmap;
import org.pagurus.transport.command.HostReply.DirtyPages;
import org.pagurus.transport.command.HostRequest.MeasureGuest;

/** Reads a running guest's dirty log again and again. */
final class DirtyMeasurement {
    /** Waits until a time by {@link System#nanoTime}. */
    @FunctionalInterface
    interface Wait {
        void until(long untilNs) throws RefusedException, InterruptedException;
    }

    private final List<Long> intervalsNs;

    /**
     * @throws RefusedException when there are too many intervals, or they are too short or too long
     */
    DirtyMeasurement(List<Long> intervalsNs) throws RefusedException {
        this.intervalsNs = intervalsNs;
        long sumNs = 0;
        for (long each : intervalsNs) {
            if (each < MeasureGuest.LEAST_INTERVAL_NS || each > MeasureGuest.MOST_NS) {
                throw refused(each + " ns");
            }
            sumNs += each;
        }
        if (intervalsNs.isEmpty()
                || intervalsNs.size() > MeasureGuest.MOST_INTERVALS
                || sumNs > MeasureGuest.MOST_NS) {
            throw refused(intervalsNs.size() + " of " + sumNs + " ns together");
        }
    }

    private static RefusedException refused(String found) {
        return new RefusedException(
                "intervalsNs",
                "expected 1 to "
                        + MeasureGuest.MOST_INTERVALS
                        + " intervals of 1 ms or more, together up to a minute, but found "
                        + found);
    }

    /**
     * Measures a guest.
     *
     * @param guest runs, and nobody else uses its dirty log meanwhile
     */
    List<DirtyPages> of(Guest guest, Wait wait) throws RefusedException, InterruptedException {
        List<DirtyPages> measured = new ArrayList<>();
        PageBitmap before = new PageBitmap(guest.memory().pageCount());
        PageBitmap now = new PageBitmap(guest.memory().pageCount());
        guest.dirtyLog().start();
        try {
            long fromNs = System.nanoTime();
            for (long intervalNs : intervalsNs) {
                wait.until(fromNs + intervalNs);
                now.clearAll();
                long pages = guest.dirtyLog().harvest(now);
                long toNs = System.nanoTime();
                measured.add(new DirtyPages(toNs - fromNs, pages, now.cardinalityOfAnd(before)));
                fromNs = toNs;
                PageBitmap swapped = before;
                before = now;
                now = swapped;
            }
        } finally {
            guest.dirtyLog().stop();
        }
        return measured;
    }
}
