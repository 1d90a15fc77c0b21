package org.pagurus.experiments.option;

import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;

/** How a migration is done when a person says nothing, on the command line or in a scenario. */
public final class MigrationDefaults {
    public static final String POLICY = "predictive";
    public static final DurationOption DOWNTIME_LIMIT = DurationOption.parse("300ms");
    public static final int MAX_ROUNDS = 100;
    public static final DurationOption TIME_LIMIT = DurationOption.parse("10m");
    public static final DurationOption RECONNECT_LIMIT =
            new DurationOption(Waits.DEFAULT.reconnectNs());
    public static final Verification VERIFY = Verification.DIGEST;
    public static final SelectorKind SELECTOR = SelectorKind.ADAPTIVE;

    /** Threads that encode pages, however few processors there are. */
    public static final int LEAST_THREADS = 2;

    public static final int FEWEST_STREAMS = 2;

    private static final ByteSize DELTA_CACHE = ByteSize.parse("512MiB");

    private MigrationDefaults() {}

    /** One thread encodes a stream at a time: with fewer streams than threads, some would idle. */
    public static int streams(int compressionThreads) {
        return Math.max(FEWEST_STREAMS, compressionThreads);
    }

    public static long deltaCacheBytes(long guestMemoryBytes) {
        return Math.min(DELTA_CACHE.bytes(), guestMemoryBytes);
    }
}
