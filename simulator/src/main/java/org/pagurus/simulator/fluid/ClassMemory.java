package org.pagurus.simulator.fluid;

import java.util.List;
import org.pagurus.engine.page.FewPages;
import org.pagurus.protocol.PageFrame;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PagePipeline;
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

    /** What falls off by no more than this share is taken as steady. */
    private static final double LITTLE_FALL = 0.005;

    /** Segments go together that go in so short a time. */
    private static final double MOST_SECONDS_ALONG = 0.05;

    private static final double NS_PER_SECOND = 1e9;

    /** Pages that an event loop takes itself: the round's begin, and the frame's arrival. */
    private static final int FEW_WAKES = 2;

    /** Encoders and decoders are woken as well, and wake the event loop. */
    private static final int MANY_WAKES = 5;

    /** Where a sweep has been everywhere, nothing is sent; an exponential never gets there. */
    private static final double LEAST_LEFT = 1e-9;

    private static final double NO_FALL = 1e-9;

    private final long memoryPages;
    private final List<PageSegment> segments;
    private final ClassState[] classes;
    private final int streams;
    private final int sourceThreads;
    private final int destinationThreads;
    private final PagePipeline pipeline;
    private final long roundEndBytes;
    private final long firstRawPages;
    private final RoundTally tally = new RoundTally();
    private final ReadingAhead reading;

    /** The last harvest: when, and how long the guest had run. */
    private long harvestedNs;

    private long harvestedRanNs;

    /** Likewise the begin of the round under way, and how much of the time the guest runs in it. */
    private long beganNs;

    private long beganRanNs;
    private double share;

    private boolean first;
    private boolean last;

    /** The next part's segment and its place there. */
    private int segment;

    private int part;
    private int parts;

    /** What the next segment takes, if nothing is skipped: pages, bytes, and how fast at most. */
    private double turns;

    private double turnBytes;
    private double hostsRate;

    /** Whether hardly any page of the segment is dirtied while it goes. */
    private boolean littleFalls;

    /** Then: what of it goes. */
    private double littleBytes;

    /** Of the part that is planned. */
    private double partBytes;

    private double carriedBytes;
    private boolean anyPart;

    ClassMemory(FluidGuest guest, FluidOptions options) {
        MigrationCosts costs = options.costs();
        streams = options.migration().streams();
        pipeline = options.pipeline();
        reading = new ReadingAhead(pipeline, streams);
        PageClasses pages = guest.pages();
        memoryPages = pages.memoryPages();
        segments = pages.segments();
        classes = new ClassState[pages.classes().size()];
        for (int index = 0; index < classes.length; index++) {
            classes[index] = new ClassState(pages.classes().get(index), guest.costs(index));
        }
        sourceThreads = Math.min(streams, costs.sourceThreads());
        destinationThreads = Math.min(streams, costs.destinationThreads());
        firstRawPages = guest.firstRawPages();
        roundEndBytes = (long) streams * PageFrame.HEADER_BYTES;
    }

    @Override
    public long pages() {
        return memoryPages;
    }

    @Override
    public void start(long nowNs, long runningNs) {
        harvestedNs = nowNs;
        harvestedRanNs = runningNs;
        for (ClassState state : classes) {
            state.start(state.isByClients() ? nowNs : runningNs);
        }
        begin(true, false, nowNs, runningNs);
    }

    @Override
    public void beginRound(boolean deferWorkingSet, long nowNs, long runningNs) {
        for (ClassState state : classes) {
            state.beginRound(deferWorkingSet, state.isByClients() ? nowNs : runningNs);
        }
        begin(false, false, nowNs, runningNs);
    }

    @Override
    public void beginLastRound(long nowNs, long runningNs) {
        for (ClassState state : classes) {
            state.beginLastRound(harvestedNs(state), state.isByClients() ? nowNs : runningNs);
        }
        begin(false, true, nowNs, runningNs);
    }

    private void begin(boolean isFirst, boolean isLast, long nowNs, long runningNs) {
        beganNs = nowNs;
        beganRanNs = runningNs;
        first = isFirst;
        last = isLast;
        segment = 0;
        parts = 0;
        carriedBytes = roundEndBytes;
        anyPart = false;
        tally.clear();
    }

    @Override
    public void harvest(long nowNs, long runningNs) {
        double dirtied = 0;
        double repeated = 0;
        double pending = 0;
        for (ClassState state : classes) {
            state.harvest(harvestedNs(state), state.isByClients() ? nowNs : runningNs);
            dirtied += state.dirtyPages();
            repeated += state.repeatedPages();
            pending += state.pendingPages();
        }
        harvestedNs = nowNs;
        harvestedRanNs = runningNs;
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
            long nowNs, double runningShare, double bytesPerSecond, FluidPart next) {
        share = last ? 0 : runningShare;
        next.hostsNs = 0;
        partBytes = 0;
        double seconds = 0;
        boolean goesOn = false;
        while (nextSegment() && (!goesOn || goesAlong(nowNs, seconds, bytesPerSecond))) {
            PageSegment now = segments.get(segment);
            double rate = Math.min(bytesPerSecond, hostsRate);
            long atNs = nowNs + ns(seconds);
            setReading(rate, atNs);
            if (parts == 0) {
                parts = share > 0 && isWritten(now) ? partsOf(now, atNs, rate) : 1;
                part = 0;
            }
            double bytesBefore = partBytes;
            plan(now, atNs, rate, next);
            seconds += (partBytes - bytesBefore) / rate;
            if (!anyPart) {
                next.hostsNs += beforeFirstNs();
                partBytes += first ? firstRawBytes(now) : 0;
                anyPart = true;
            }
            if (++part < parts) {
                goesOn = true;
                break;
            }
            parts = 0;
            segment++;
            goesOn = true;
        }
        if (!goesOn) {
            return endRound(next);
        }
        next.bytes = wholeBytes(partBytes);
        return true;
    }

    /** Goes to the next segment of which something is to be sent; what that takes. */
    private boolean nextSegment() {
        for (; segment < segments.size(); segment++) {
            PageSegment in = segments.get(segment);
            turns = 0;
            turnBytes = 0;
            double sourceNs = 0;
            double destinationNs = 0;
            for (int index = 0; index < in.parts().size(); index++) {
                PageSegment.Part of = in.parts().get(index);
                ClassState state = classes[of.pageClass()];
                double pages = of.pages() * state.toSend();
                turns += pages;
                turnBytes += pages * state.cost().wireBytes;
                sourceNs += pages * state.cost().sourceNs;
                destinationNs += pages * state.cost().destinationNs;
            }
            if (turnBytes > 0) {
                double ns =
                        pipeline.hostsNs(
                                sourceNs, sourceThreads, destinationNs, destinationThreads);
                hostsRate = ns > 0 ? turnBytes / ns * NS_PER_SECOND : Double.POSITIVE_INFINITY;
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a segment goes in one transfer with those before it: when that is soon over, and
     * hardly any of its pages is dirtied meanwhile.
     */
    private boolean goesAlong(long nowNs, double seconds, double bytesPerSecond) {
        double rate = Math.min(bytesPerSecond, hostsRate);
        double until = seconds + turnBytes / rate;
        if (until > MOST_SECONDS_ALONG) {
            return false;
        }
        PageSegment in = segments.get(segment);
        if (share == 0 || !isWritten(in)) {
            return true;
        }
        setReading(rate, nowNs);
        double bytes = bytesAt(in, nowNs);
        return bytes - bytesAt(in, nowNs + ns(until)) <= LITTLE_FALL * bytes;
    }

    /** Pages of the next segment are read as far ahead as the rate at which they go lets them. */
    private void setReading(double rate, long atNs) {
        if (parts == 0) {
            reading.set(
                    segments.get(segment).region(),
                    turnBytes / turns,
                    turns,
                    rate,
                    hostsRate,
                    tally.pages,
                    atNs - beganNs);
        }
    }

    /** An empty round still has the mark of its end on each stream. */
    private boolean endRound(FluidPart next) {
        if (anyPart) {
            return false;
        }
        anyPart = true;
        next.hostsNs = FEW_WAKES * (double) pipeline.wakeNs();
        next.bytes = wholeBytes(0);
        return true;
    }

    /** What the first pages of all take more than others that hold the same. */
    private double firstRawBytes(PageSegment in) {
        double pages = 0;
        double bytes = 0;
        double zeroPages = 0;
        for (PageSegment.Part of : in.parts()) {
            CostMix cost = classes[of.pageClass()].cost();
            pages += of.pages();
            bytes += of.pages() * cost.wireBytes;
            zeroPages += of.pages() * cost.zeroShare();
        }
        double raw = (1 - zeroPages / pages) * PageCost.raw().wireBytes();
        return firstRawPages * Math.max(0, raw - bytes / pages);
    }

    /** Beside the time of the round's pages: until threads are awake, and for the last frames. */
    private double beforeFirstNs() {
        if (pipeline.pagesPeeked() == 0) {
            return 0;
        }
        double pages = 0;
        double destinationNs = 0;
        for (PageSegment each : segments) {
            for (int index = 0; index < each.parts().size(); index++) {
                PageSegment.Part of = each.parts().get(index);
                ClassState state = classes[of.pageClass()];
                pages += of.pages() * state.toSend();
                destinationNs += of.pages() * state.toSend() * state.cost().destinationNs;
            }
        }
        boolean few = pages <= (double) FewPages.MOST * streams;
        int wakes = few || pipeline.pagesAhead() == 0 ? FEW_WAKES : MANY_WAKES;
        double lastShare = Math.min(1, PageFrame.MAX_PAGES * streams / Math.max(1, pages));
        return wakes * (double) pipeline.wakeNs()
                + pipeline.hostsNs(0, sourceThreads, destinationNs * lastShare, destinationThreads);
    }

    private boolean isWritten(PageSegment in) {
        for (PageSegment.Part of : in.parts()) {
            if (classes[of.pageClass()].isWritten() && classes[of.pageClass()].toSend() > 0) {
                return true;
            }
        }
        return false;
    }

    /** On the wire, if every page's turn came at one time. */
    private double bytesAt(PageSegment in, long atNs) {
        double bytes = 0;
        for (int index = 0; index < in.parts().size(); index++) {
            PageSegment.Part of = in.parts().get(index);
            ClassState state = classes[of.pageClass()];
            double pages = of.pages() * state.toSend();
            if (pages > 0) {
                bytes += pages * state.cost().wireBytes * clean(state, atNs);
            }
        }
        return bytes;
    }

    private int partsOf(PageSegment in, long nowNs, double rate) {
        double bytes = bytesAt(in, nowNs);
        double bytesLater = bytesAt(in, nowNs + ns(bytes / rate));
        littleFalls = bytes - bytesLater <= LITTLE_FALL * bytes;
        littleBytes = (bytes + bytesLater) / 2;
        if (littleFalls) {
            return 1;
        }
        double inPart = first && !anyPart ? FALL_IN_FIRST_PART : FALL_IN_PART;
        return (int) Math.clamp(Math.ceil(fall(bytes, bytesLater) / inPart), 1, MOST_PARTS);
    }

    /** How often one has fallen to the other by a factor of e. */
    private static double fall(double from, double to) {
        return from > 0 ? Math.log(from / Math.max(to, from * LEAST_LEFT)) : 0;
    }

    /** Adds a segment's next part. */
    private void plan(PageSegment in, long nowNs, double rate, FluidPart next) {
        double ofAll = 1.0 / parts;
        long middleNs = nowNs;
        long endNs = nowNs;
        boolean skips = share > 0 && isWritten(in);
        if (skips && littleFalls) {
            middleNs += ns(littleBytes / rate / 2);
        } else if (skips) {
            double bytes = bytesAt(in, nowNs);
            double seconds = ofAll * bytes / rate;
            double halfway = bytesAt(in, nowNs + ns(seconds / 2));
            double fall = 2 * fall(bytes, halfway);
            middleNs += ns(seconds * stretched(fall, 0.5));
            endNs += ns(seconds * stretched(fall, 1));
        }
        double sourceNs = 0;
        double destinationNs = 0;
        for (int index = 0; index < in.parts().size(); index++) {
            PageSegment.Part of = in.parts().get(index);
            ClassState state = classes[of.pageClass()];
            double due = of.pages() * state.toSend() * ofAll;
            if (due > 0) {
                double sent = due;
                if (skips && state.isWritten()) {
                    sent *=
                            littleFalls
                                    ? clean(state, middleNs)
                                    : meanClean(state, nowNs, middleNs, endNs);
                }
                CostMix cost = state.cost();
                tally.pages += sent;
                tally.skippedPages += due - sent;
                partBytes += sent * cost.wireBytes;
                sourceNs += sent * cost.sourceNs;
                destinationNs += sent * cost.destinationNs;
                cost.count(tally, sent);
                state.send(sent, ownNs(state, middleNs));
            }
        }
        next.hostsNs +=
                pipeline.hostsNs(sourceNs, sourceThreads, destinationNs, destinationThreads);
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
        return (clean(state, startNs) + 4 * clean(state, middleNs) + clean(state, endNs)) / 6;
    }

    /** Of the pages to send, the share that is not dirty again when it would be their turn. */
    private double clean(ClassState state, long atNs) {
        return state.clean(harvestedNs(state), ownNs(state, reading.peekedNs(beganNs, atNs)));
    }

    /** A time of this round in the class's own time. */
    private long ownNs(ClassState state, long atNs) {
        return state.isByClients() ? atNs : beganRanNs + Math.round((atNs - beganNs) * share);
    }

    private long harvestedNs(ClassState state) {
        return state.isByClients() ? harvestedNs : harvestedRanNs;
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
