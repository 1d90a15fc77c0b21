package org.pagurus.guest.synthetic;

import java.util.List;

/** Which pages of its working set a synthetic guest writes, in which order. */
public sealed interface WorkloadSpec {
    /** Nothing is written. */
    record Idle() implements WorkloadSpec {}

    /** Every page is as likely as any other. */
    record Uniform() implements WorkloadSpec {}

    /** One page after the other, again and again. */
    record Sequential() implements WorkloadSpec {}

    /**
     * One page after the other, again and again, and each write increments the first word of its
     * page: all words are equal but for one step, which {@link InvariantChecker} checks.
     */
    record Invariant() implements WorkloadSpec {}

    /**
     * Classes of pages, written at different rates. The classes lie behind each other in the
     * working set; within a class every page is as likely as any other.
     *
     * @param classes 1 to 16; their shares of the working set add up to 100, and so do their shares
     *     of the writes
     */
    record HotCold(List<Heat> classes) implements WorkloadSpec {
        static final int MAX_CLASSES = 16;

        public HotCold {
            classes = List.copyOf(classes);
            require(
                    !classes.isEmpty() && classes.size() <= MAX_CLASSES,
                    "hotcold must have 1 to 16 classes but has " + classes.size());
            int pages = classes.stream().mapToInt(Heat::pagesPercent).sum();
            int writes = classes.stream().mapToInt(Heat::writesPercent).sum();
            require(
                    pages == 100 && writes == 100,
                    "hotcold must add up to 100 percent of the pages and of the writes but adds up to "
                            + pages
                            + " and "
                            + writes);
        }
    }

    /**
     * A class of {@link HotCold}.
     *
     * @param pagesPercent its share of the working set, 1 to 100
     * @param writesPercent its share of the writes, 0 to 100
     */
    record Heat(int pagesPercent, int writesPercent) {
        public Heat {
            require(
                    pagesPercent >= 1 && pagesPercent <= 100,
                    "hotcold class must have 1 to 100 percent of the pages but has "
                            + pagesPercent);
            require(
                    writesPercent >= 0 && writesPercent <= 100,
                    "hotcold class must have 0 to 100 percent of the writes but has "
                            + writesPercent);
        }
    }

    /**
     * The page of rank k is written in proportion to {@code 1 / k^exponent}. Ranks are dealt over
     * the working set, so that hot pages do not lie side by side.
     *
     * @param exponent 0.01 to 10
     */
    record Zipfian(double exponent) implements WorkloadSpec {
        static final double MIN_EXPONENT = 0.01;
        static final double MAX_EXPONENT = 10;

        public Zipfian {
            require(
                    exponent >= MIN_EXPONENT && exponent <= MAX_EXPONENT,
                    "zipf exponent must be 0.01 to 10 but is " + exponent);
        }
    }

    /**
     * One workload after the other, again and again, by the guest's running time.
     *
     * @param phases 1 to 16, none of them phased or invariant
     */
    record Phased(List<Phase> phases) implements WorkloadSpec {
        static final int MAX_PHASES = 16;

        public Phased {
            phases = List.copyOf(phases);
            require(
                    !phases.isEmpty() && phases.size() <= MAX_PHASES,
                    "phased must have 1 to 16 phases but has " + phases.size());
        }
    }

    /**
     * A phase of {@link Phased}.
     *
     * @param durationNs how long it lasts, 1 ns to an hour
     */
    record Phase(WorkloadSpec spec, long durationNs) {
        static final long MAX_DURATION_NS = 3_600_000_000_000L;

        public Phase {
            require(
                    !(spec instanceof Phased || spec instanceof Invariant),
                    "phase must not be phased or invariant");
            require(
                    durationNs >= 1 && durationNs <= MAX_DURATION_NS,
                    "phase must last 1 ns to 3600 s but lasts " + durationNs + " ns");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
