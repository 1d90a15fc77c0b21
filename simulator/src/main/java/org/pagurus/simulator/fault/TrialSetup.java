package org.pagurus.simulator.fault;

import java.util.random.RandomGenerator;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.memory.Page;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.link.LinkSpec;

/**
 * The migration of a seed, before anything goes wrong with it. Most guests are so small that a
 * trial takes less than a millisecond; every so many has several frames in a round and pages on all
 * streams.
 *
 * @param pages the guest's memory
 * @param ownMemory whether guests have memory that cannot be touched once it is closed
 */
record TrialSetup(
        MigrationToken token,
        long pages,
        boolean ownMemory,
        SyntheticConfig guest,
        LinkSpec link,
        SelectorKind selector,
        MigrationOptions options,
        long clientWaitNs) {
    static final int MOST_SMALL_PAGES = 64;

    private static final int FEWEST_PAGES = 16;
    private static final int MOST_PAGES = 800;

    /** One in so many guests is large, and one in so many is encoded in costly ways. */
    private static final int LARGE_EVERY = 32;

    private static final int COSTLY_EVERY = 16;

    private static final SelectorKind NONE = SelectorKind.parse("none");
    private static final SelectorKind[] CHEAP = {
        SelectorKind.parse("fixed:raw"), SelectorKind.parse("fixed:lz4"), SelectorKind.parse("cbc")
    };
    private static final SelectorKind[] COSTLY = {
        SelectorKind.ADAPTIVE,
        SelectorKind.parse("fixed:window"),
        SelectorKind.parse("fixed:xbzrle"),
        SelectorKind.parse("fixed:zstd-1")
    };
    private static final ContentMix[] MIXES = {
        ContentMix.parse("zero=50,random=50"),
        ContentMix.parse("zero=30,sparse=30,heap=40"),
        ContentMix.TYPICAL
    };

    private static final ConvergenceLimits LIMITS =
            new ConvergenceLimits(300_000_000, 300_000_000, 50, 100);
    private static final long TIME_LIMIT_NS = 20_000_000_000L;
    private static final long MS = 1_000_000;

    /** As short as the links are fast, so that a trial does not have to run long. */
    private static final Waits WAITS =
            new Waits(50 * MS, 500 * MS, 2_000 * MS, 1_000 * MS, 5 * MS, 100 * MS, 1_000 * MS);

    static TrialSetup of(long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("migration");
        boolean large = seed % LARGE_EVERY == 0;
        long pages =
                large
                        ? MOST_SMALL_PAGES + random.nextInt(MOST_PAGES - MOST_SMALL_PAGES)
                        : FEWEST_PAGES + random.nextInt(MOST_SMALL_PAGES - FEWEST_PAGES + 1);
        long written = 1 + random.nextLong(pages - 2);
        double dirtyPagesPerSecond = 100 * Math.pow(200, random.nextDouble());
        SyntheticConfig guest =
                new SyntheticConfig(
                        new WorkloadSpec.Invariant(),
                        MIXES[random.nextInt(MIXES.length)],
                        (long) dirtyPagesPerSecond * Page.SIZE_BYTES,
                        written * Page.SIZE_BYTES,
                        Page.SIZE_BYTES,
                        1,
                        seed);
        LinkSpec link =
                LinkSpec.of(
                        5e6 * Math.pow(100, random.nextDouble()), 20_000 + random.nextInt(300_000));
        SelectorKind selector =
                seed % COSTLY_EVERY == 0
                        ? COSTLY[(int) (seed / COSTLY_EVERY % COSTLY.length)]
                        : random.nextInt(4) > 0 ? NONE : CHEAP[random.nextInt(CHEAP.length)];
        long reconnectNs =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> 100 * MS;
                    default -> 1_000 * MS;
                };
        MigrationOptions options =
                new MigrationOptions(
                        1 + random.nextInt(3),
                        new CountedRounds(1 + random.nextInt(4)),
                        LIMITS,
                        random.nextInt(4) == 0 ? Verification.FULL : Verification.DIGEST,
                        TIME_LIMIT_NS,
                        WAITS.withReconnectNs(reconnectNs),
                        FixedDowntimes.STARTING_VALUES);
        return new TrialSetup(
                MigrationToken.random(random),
                pages,
                seed % COSTLY_EVERY == 1,
                guest,
                link,
                selector,
                options,
                200_000 + random.nextInt(4_000_000));
    }
}
