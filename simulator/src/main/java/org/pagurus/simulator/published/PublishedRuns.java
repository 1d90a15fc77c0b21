package org.pagurus.simulator.published;

import java.util.List;
import java.util.stream.DoubleStream;
import org.pagurus.convergence.XenRateLimiter;
import org.pagurus.simulator.cost.MigrationCosts;

/** The three runs that are to be reproduced, in what was published of them. */
public final class PublishedRuns {
    private static final double MB = 1e6;
    private static final double GBIT_BYTES_PER_SECOND = 1.25e8;
    private static final long MS = 1_000_000;

    /**
     * Starting the guest took 40 ms with Quake 3. For the other steps, of which nothing was
     * published, what a host of Pagurus expects before its first migration.
     */
    private static final MigrationCosts COSTS =
            new MigrationCosts(
                    0, 0, 0, MS, MS, 0, 2 * MS, 2 * MS, 2 * MS, 0, 4 * MS, 40 * MS, 1, 1);

    /** Where the guest's last round went at the link's rate. */
    private static final XenRateLimiter LAST_ROUND_AT_LINK_RATE =
            new XenRateLimiter(
                    XenRateLimiter.OF_2005.startBytesPerSecond(),
                    XenRateLimiter.OF_2005.incrementBytesPerSecond(),
                    XenRateLimiter.OF_2005.maximumBytesPerSecond(),
                    GBIT_BYTES_PER_SECOND);

    /** A web server of 800 MB under 350 connections. */
    public static final PublishedRun SPECWEB99 =
            new PublishedRun(
                    "specweb99",
                    (long) (800 * MB),
                    megabytes(676.8, 126.7, 39.0, 28.4, 24.2, 16.7, 14.2, 15.3, 18.2),
                    true,
                    new WorkingSetGuess.RandomClasses(3),
                    LAST_ROUND_AT_LINK_RATE,
                    GBIT_BYTES_PER_SECOND,
                    COSTS);

    /** A game server of 64 MB. */
    public static final PublishedRun QUAKE3 =
            new PublishedRun(
                    "quake3",
                    (long) (64 * MB),
                    megabytes(56.3, 20.4, 4.6, 1.6, 1.2, 0.9, 1.2, 1.1, 0.8, 0.2, 0.1, 0.148),
                    true,
                    new WorkingSetGuess.RandomClasses(2),
                    XenRateLimiter.OF_2005,
                    GBIT_BYTES_PER_SECOND,
                    COSTS);

    /** A guest of 512 MB that writes 256 MB all the time. Only the last round is known. */
    public static final PublishedRun MMUNCHER =
            new PublishedRun(
                    "mmuncher",
                    (long) (512 * MB),
                    megabytes(222),
                    false,
                    new WorkingSetGuess.Sweep((long) (256 * MB)),
                    XenRateLimiter.OF_2005,
                    GBIT_BYTES_PER_SECOND,
                    COSTS);

    private PublishedRuns() {}

    public static List<PublishedRun> all() {
        return List.of(SPECWEB99, QUAKE3, MMUNCHER);
    }

    private static List<Double> megabytes(double... rounds) {
        return DoubleStream.of(rounds).mapToObj(megabytes -> megabytes * MB).toList();
    }
}
