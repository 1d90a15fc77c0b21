package org.pagurus.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.guest.traced.TraceDirectory;

/**
 * What a dirty log had after a time in which the guest ran at full speed.
 *
 * @param durationNs that time, 1 or more
 * @param dirtiedPages distinct pages written in it, 0 or more
 * @param repeatedPages of these, pages that the log before had too; 0 of the first
 */
public record DirtyInterval(long durationNs, long dirtiedPages, long repeatedPages) {
    public DirtyInterval {
        if (durationNs < 1) {
            throw new IllegalArgumentException(
                    "durationNs: expected 1 or more but found " + durationNs);
        }
        if (repeatedPages < 0 || repeatedPages > dirtiedPages) {
            throw new IllegalArgumentException(
                    "repeatedPages: expected 0 to the "
                            + dirtiedPages
                            + " dirtied but found "
                            + repeatedPages);
        }
    }

    /**
     * The intervals of a trace. Its pages are those that changed; a dirty log marks more ({@code
     * docs/traces.md}).
     */
    public static List<DirtyInterval> of(TraceDirectory trace) {
        List<DirtyInterval> intervals = new ArrayList<>();
        for (int index = 0; index < trace.intervalCount(); index++) {
            intervals.add(
                    new DirtyInterval(
                            trace.durationNs(index),
                            trace.changedPageCount(index),
                            trace.repeatedPageCount(index)));
        }
        return intervals;
    }
}
