package org.pagurus.transport.host;

import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.netty.Refusals;

/** What a host has done since it started; the numbers only grow. Safe for all threads. */
public final class HostCounters implements Refusals {
    private final Refusals log;
    private final Map<Kind, LongAdder> refused = adders(Kind.class);
    private final Map<Outcome, LongAdder> ended = adders(Outcome.class);
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder downtimeNs = new LongAdder();
    private final LongAdder arrived = new LongAdder();
    private final LongAdder discarded = new LongAdder();

    /**
     * @param log is told of every refusal as well
     */
    HostCounters(Refusals log) {
        this.log = log;
    }

    /** Connections that were refused. */
    public long refused(Kind kind) {
        return get(refused, kind);
    }

    /** Migrations away from this host that ended so. */
    public long ended(Outcome outcome) {
        return get(ended, outcome);
    }

    /** Bytes on the wire of all migrations that have ended. */
    public long sentBytes() {
        return sentBytes.sum();
    }

    /** The downtime of all that were completed, together. */
    public long downtimeNs() {
        return downtimeNs.sum();
    }

    /** Guests that came and run here. */
    public long arrived() {
        return arrived.sum();
    }

    /** Guests that were coming and did not. */
    public long discarded() {
        return discarded.sum();
    }

    @Override
    public void refused(@Nullable SocketAddress peer, Kind kind, String reason) {
        adder(refused, kind).increment();
        log.refused(peer, kind, reason);
    }

    void countEnd(MigrationReport report) {
        adder(ended, report.outcome()).increment();
        sentBytes.add(report.totalBytes());
        if (report.outcome() == Outcome.COMPLETED) {
            downtimeNs.add(Math.max(0, report.downtimeNs()));
        }
    }

    void countArrival() {
        arrived.increment();
    }

    void countDiscarded() {
        discarded.increment();
    }

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> type) {
        Map<K, LongAdder> adders = new EnumMap<>(type);
        for (K key : type.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return adders;
    }

    private static <K> long get(Map<K, LongAdder> adders, K key) {
        return adder(adders, key).sum();
    }

    private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalStateException("no counter for " + key);
        }
        return adder;
    }
}
