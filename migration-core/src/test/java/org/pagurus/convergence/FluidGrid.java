package org.pagurus.convergence;

import java.util.ArrayList;
import java.util.List;

/** The grid of guests, links and limits that every policy is run over. */
final class FluidGrid {
    static final long MEMORY_PAGES = 1 << 18;
    static final int MAX_ROUNDS = 100;
    static final FixedDowntime FIXED_PARTS = FixedDowntimes.STARTING_VALUES;

    private static final double[] LINK_RATES = {12.5e6, 125e6, 1.25e9};
    private static final double[] WRITES_PER_LINK_PAGE = {0.01, 0.1, 0.5, 0.9, 1.3, 3, 10};
    private static final long[] WORKING_SETS = {256, 4096, 65_536};
    private static final long[] LIMITS_MS = {30, 300, 3000};

    /** Of all writes, this share goes anywhere in memory rather than to the working set. */
    private static final double[] STRAY_SHARES = {0, 0.05, 0.2};

    private FluidGrid() {}

    /** How the working set is written, and whether rounds skip pages that are dirty again. */
    enum Shape {
        EVEN,
        EVEN_WITH_SKIPPING,
        SKEWED
    }

    /** A skewed working set: shares of its pages, and of its writes. */
    private static final double[] SKEWED_PAGES = {0.0625, 0.1875, 0.75};

    private static final double[] SKEWED_WRITES = {0.6, 0.3, 0.1};

    /**
     * One point of the grid.
     *
     * @param writesPerLinkPage writes per page that the link carries
     */
    record Point(
            FluidGuest guest,
            Shape shape,
            double writesPerLinkPage,
            long workingSetPages,
            double strayShare,
            long limitMs) {
        ConvergenceLimits limits(long maxLimitMs, int maxThrottlePercent) {
            return new ConvergenceLimits(
                    limitMs * Time.NS_PER_MS,
                    maxLimitMs * Time.NS_PER_MS,
                    maxThrottlePercent,
                    MAX_ROUNDS);
        }

        FluidMigration.Outcome run(ConvergencePolicy policy, ConvergenceLimits limits) {
            return FluidMigration.run(guest, FIXED_PARTS, policy, limits);
        }

        @Override
        public String toString() {
            return ("link %.1f MB/s, %.2f writes per link page, working set %d pages,"
                            + " stray %.2f, limit %d ms, %s")
                    .formatted(
                            guest.linkRateBytesPerSecond() / 1e6,
                            writesPerLinkPage,
                            workingSetPages,
                            strayShare,
                            limitMs,
                            shape);
        }
    }

    static List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (double linkRate : LINK_RATES) {
            for (double writes : WRITES_PER_LINK_PAGE) {
                for (long workingSet : WORKING_SETS) {
                    for (double stray : STRAY_SHARES) {
                        for (Shape shape : Shape.values()) {
                            FluidGuest guest = guest(linkRate, writes, workingSet, stray, shape);
                            for (long limitMs : LIMITS_MS) {
                                points.add(
                                        new Point(
                                                guest, shape, writes, workingSet, stray, limitMs));
                            }
                        }
                    }
                }
            }
        }
        return points;
    }

    private static FluidGuest guest(
            double linkRate, double writesPerLinkPage, long workingSet, double stray, Shape shape) {
        double encodedBytes = EncodedPageSize.RAW_PAGE_BYTES;
        double writesPerSecond = writesPerLinkPage * linkRate / encodedBytes;
        double writesInside = writesPerSecond * (1 - stray);
        List<PageClass> classes = new ArrayList<>();
        classes.add(new PageClass(MEMORY_PAGES - workingSet, writesPerSecond * stray));
        if (shape == Shape.SKEWED) {
            for (int i = 0; i < SKEWED_PAGES.length; i++) {
                long pages = Math.round(workingSet * SKEWED_PAGES[i]);
                classes.add(new PageClass(pages, writesInside * SKEWED_WRITES[i]));
            }
        } else {
            classes.add(new PageClass(workingSet, writesInside));
        }
        boolean skips = shape == Shape.EVEN_WITH_SKIPPING;
        return new FluidGuest(classes, linkRate, encodedBytes, Time.NS_PER_MS, skips);
    }
}
