package org.pagurus.guest.net;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts by reason. Safe for use by several threads. */
public final class DropCounters<R extends Enum<R>> {
    private final Class<R> reasons;
    private final R[] constants;
    private final AtomicLongArray counts;

    public DropCounters(Class<R> reasons) {
        this.reasons = reasons;
        this.constants = reasons.getEnumConstants();
        this.counts = new AtomicLongArray(constants.length);
    }

    public void count(R reason) {
        counts.incrementAndGet(reason.ordinal());
    }

    public long get(R reason) {
        return counts.get(reason.ordinal());
    }

    public long total() {
        long total = 0;
        for (int i = 0; i < constants.length; i++) {
            total += counts.get(i);
        }
        return total;
    }

    /** Every reason with its count so far, 0 included. */
    public Map<R, Long> snapshot() {
        Map<R, Long> snapshot = new EnumMap<>(reasons);
        for (R reason : constants) {
            snapshot.put(reason, get(reason));
        }
        return Collections.unmodifiableMap(snapshot);
    }
}
