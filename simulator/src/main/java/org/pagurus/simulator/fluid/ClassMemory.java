package org.pagurus.simulator.fluid;

import java.util.List;
import org.pagurus.protocol.PageFrame;
import org.pagurus.simulator.cost.CodecShare;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageSegment;

/**
 * A memory of page classes. A round comes to its pages in the order of their numbers, and leaves
 * out what is dirty again when it comes to it; so how much it sends depends on how long it takes,
 * and the other way round.
 *
 * <p>Segment by segment, what is sent for each page that a round comes to falls off as the guest
 * writes, nearly as an exponential, which tells when the round comes to which page. Where it falls
 * off much a segment goes in parts, so that each part starts from the time that has really passed.
 */
final class ClassMemory implements FluidMemory {
    private static final int MOST_PARTS = 8;

    /** So many times may what is sent fall off by a factor of e in one part. */
    private static final double FALL_IN_PART = 0.5;

    /** Of the first pages of all: nothing is known yet of what others leave of the path. */
    private static final double FALL_IN_FIRST_PART = 0.1;

    private static final double NS_PER_SECOND = 1e9;

    /** Where a sweep has been everywhere, nothing is sent; an exponential never gets there. */
    private static final double LEAST_LEFT = 1e-9;

    private static final double NO_FALL = 1e-9;

    private final long memoryPages;
    private final List<PageSegment> segments;
    private final ClassState[] classes;
    private final int sourceThreads;
    private final int destinationThreads;
    private final long roundEndBytes;
    private final RoundTally tally = new RoundTally();

    private long harvestedNs;
    private boolean first;
    private boolean last;

    /** The next part's segment and its place there. */
    private int segment;

    private int part;
    private int parts;
    private double carriedBytes;
    private boolean anyPart;

    /**
     * @param streams page streams, 1 or more
     */
    ClassMemory(FluidGuest guest, MigrationCosts costs, int streams) {
        PageClasses pages = guest.pages();
        memoryPages = pages.memoryPages();
        segments = pages.segments();
        classes = new ClassState[pages.classes().size()];
        for (int index = 0; index < classes.length; index++) {
            classes[index] = new ClassState(pages.classes().get(index), guest.costs(index));
        }
        sourceThreads = Math.min(streams, costs.sourceThreads());
        destinationThreads = Math.min(streams, costs.destinationThreads());
        roundEndBytes = (long) streams * PageFrame.HEADER_BYTES;
    }

    @Override
    public long pages() {
        return memoryPages;
    }

    @Override
    public void start(long runningNs) {
        harvestedNs = runningNs;
        for (ClassState state : classes) {
            state.start();
        }
        begin(true, false);
    }

    @Override
    public void beginRound(boolean deferWorkingSet) {
        for (ClassState state : classes) {
            state.beginRound(deferWorkingSet);
        }
        begin(false, false);
    }

    @Override
    public void beginLastRound(long runningNs) {
        for (ClassState state : classes) {
            state.beginLastRound(harvestedNs, runningNs);
        }
        begin(false, true);
    }

    private void begin(boolean isFirst, boolean isLast) {
        first = isFirst;
        last = isLast;
        segment = 0;
        parts = 0;
        carriedBytes = roundEndBytes;
        anyPart = false;
        tally.clear();
    }

    @Override
    public void harvest(long runningNs) {
        double dirtied = 0;
        double repeated = 0;
        double pending = 0;
        for (ClassState state : classes) {
            state.harvest(harvestedNs, runningNs);
            dirtied += state.dirtyPages();
            repeated += state.repeatedPages();
            pending += state.pendingPages();
        }
        harvestedNs = runningNs;
        tally.dirtiedPages = dirtied;
        tally.repeatedPages = first ? 0 : repeated;
        tally.pendingPages = pending;
    }

    @Override
    public RoundTally tally() {
        return tally;
    }

    @Override
    public boolean nextPart(
            long runningNs, double runningShare, double bytesPerSecond, FluidPart next) {
        double turnBytes = 0;
        while (segment < segments.size()) {
            turnBytes = bytesToSend(segments.get(segment));
            if (turnBytes > 0) {
                break;
            }
            segment++;
        }
        if (segment == segments.size()) {
            return endRound(next);
        }
        PageSegment now = segments.get(segment);
        double rate = Math.min(bytesPerSecond, hostsRate(now, turnBytes));
        double share = last ? 0 : runningShare;
        if (parts == 0) {
            parts = share > 0 && isWritten(now) ? partsOf(now, runningNs, share, rate) : 1;
            part = 0;
        }
        plan(now, runningNs, share, rate, next);
        if (++part == parts) {
            parts = 0;
            segment++;
        }
        anyPart = true;
        return true;
    }

    /** An empty round still has the mark of its end on each stream. */
    private boolean endRound(FluidPart next) {
        if (anyPart) {
            return false;
        }
        anyPart = true;
        next.hostsNs = 0;
        next.bytes = wholeBytes(0);
        return true;
    }

    private boolean isWritten(PageSegment in) {
        for (PageSegment.Part of : in.parts()) {
            if (classes[of.pageClass()].isWritten() && classes[of.pageClass()].toSend() > 0) {
                return true;
            }
        }
        return false;
    }

    /** On the wire, if nothing were skipped. */
    private double bytesToSend(PageSegment in) {
        double bytes = 0;
        for (int index = 0; index < in.parts().size(); index++) {
            PageSegment.Part of = in.parts().get(index);
            ClassState state = classes[of.pageClass()];
            bytes += of.pages() * state.toSend() * state.wireBytes(first);
        }
        return bytes;
    }

    /** On the wire, if every page's turn came at one running time. */
    private double bytesAt(PageSegment in, long runningNs) {
        double bytes = 0;
        for (int index = 0; index < in.parts().size(); index++) {
            PageSegment.Part of = in.parts().get(index);
            ClassState state = classes[of.pageClass()];
            double pages = of.pages() * state.toSend();
            if (pages > 0) {
                bytes += pages * state.wireBytes(first) * state.clean(harvestedNs, runningNs);
            }
        }
        return bytes;
    }

    private double hostsRate(PageSegment in, double turnBytes) {
        double sourceNs = 0;
        double destinationNs = 0;
        for (int index = 0; index < in.parts().size(); index++) {
            PageSegment.Part of = in.parts().get(index);
            ClassState state = classes[of.pageClass()];
            PageCost cost = state.cost(first);
            sourceNs += of.pages() * state.toSend() * cost.sourceNs();
            destinationNs += of.pages() * state.toSend() * cost.destinationNs();
        }
        double ns = Math.max(sourceNs / sourceThreads, destinationNs / destinationThreads);
        return ns > 0 ? turnBytes / ns * NS_PER_SECOND : Double.POSITIVE_INFINITY;
    }

    private int partsOf(PageSegment in, long runningNs, double share, double rate) {
        double bytes = bytesAt(in, runningNs);
        double bytesLater = bytesAt(in, runningNs + ns(bytes / rate * share));
        double inPart = first && !anyPart ? FALL_IN_FIRST_PART : FALL_IN_PART;
        return (int) Math.clamp(Math.ceil(fall(bytes, bytesLater) / inPart), 1, MOST_PARTS);
    }

    /** How often one has fallen to the other by a factor of e. */
    private static double fall(double from, double to) {
        return from > 0 ? Math.log(from / Math.max(to, from * LEAST_LEFT)) : 0;
    }

    private void plan(PageSegment in, long runningNs, double share, double rate, FluidPart next) {
        double turns = 1.0 / parts;
        long middleNs = runningNs;
        long endNs = runningNs;
        boolean skips = share > 0 && isWritten(in);
        if (skips) {
            double bytes = bytesAt(in, runningNs);
            double seconds = turns * bytes / rate;
            double halfway = bytesAt(in, runningNs + ns(seconds * share / 2));
            double fall = 2 * fall(bytes, halfway);
            middleNs += ns(share * seconds * stretched(fall, 0.5));
            endNs += ns(share * seconds * stretched(fall, 1));
        }
        double bytes = 0;
        double sourceNs = 0;
        double destinationNs = 0;
        for (int index = 0; index < in.parts().size(); index++) {
            PageSegment.Part of = in.parts().get(index);
            ClassState state = classes[of.pageClass()];
            double due = of.pages() * state.toSend() * turns;
            if (due > 0) {
                double sent =
                        skips && state.isWritten()
                                ? due * meanClean(state, runningNs, middleNs, endNs)
                                : due;
                tally.pages += sent;
                tally.skippedPages += due - sent;
                bytes += sent * state.wireBytes(first);
                PageCost cost = state.cost(first);
                sourceNs += sent * cost.sourceNs();
                destinationNs += sent * cost.destinationNs();
                count(cost, sent);
            }
        }
        next.hostsNs = Math.max(sourceNs / sourceThreads, destinationNs / destinationThreads);
        next.bytes = wholeBytes(bytes);
    }

    /**
     * When a round comes to a share of a part's pages, in multiples of the time that all of them
     * would take at the rate at its start, if what is sent falls off like {@code exp(-fall x)} in
     * that time.
     */
    private static double stretched(double fall, double share) {
        return fall < NO_FALL ? share : Math.log1p(fall * share) / fall;
    }

    /** By Simpson's rule over the part's pages. */
    private double meanClean(ClassState state, long startNs, long middleNs, long endNs) {
        return (state.clean(harvestedNs, startNs)
                        + 4 * state.clean(harvestedNs, middleNs)
                        + state.clean(harvestedNs, endNs))
                / 6;
    }

    private void count(PageCost cost, double pages) {
        List<CodecShare> codecs = cost.codecs();
        for (int index = 0; index < codecs.size(); index++) {
            CodecShare codec = codecs.get(index);
            double of = pages * codec.share();
            tally.add(codec.codec(), of, of * codec.bodyBytes());
        }
    }

    /** Whole bytes; what is left of a byte goes with the next part. */
    private long wholeBytes(double bytes) {
        double due = carriedBytes + bytes;
        long whole = (long) due;
        carriedBytes = due - whole;
        tally.bytes += whole;
        return whole;
    }

    private static long ns(double seconds) {
        return Math.round(seconds * NS_PER_SECOND);
    }
}
