package org.pagurus.guest.traced;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.Activity;
import org.pagurus.guest.software.PauseGate;
import org.pagurus.guest.software.wire.ReplayState;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.Page;

/**
 * The vCPU of a traced guest: writes the pages that an interval changed, spread evenly over the
 * time that the interval took, then those of the next; after the last it begins again with the
 * first. Between them it rewrites pages as they are, because a dirty log marks more pages than
 * change.
 *
 * <p>Reading and decompressing happens in {@link #prepare}, outside the gate. It aims at where the
 * last step stood; when a state is loaded meanwhile, the next step finds that the batch is another
 * one, writes nothing, and is prepared again.
 */
final class TraceReplay implements Activity {
    /** What is later than this is made up for no more: the interval begins so much later. */
    static final long MAX_CATCH_UP_NS = 1_000_000_000;

    private static final long MIN_STEP_NS = 1_000_000;

    private final TraceDirectory trace;
    private final int dirtyFactorPermille;
    private final long seed;
    private final MemorySegment memory;
    private final DirtyMarker marker;

    // Where the replay stands. Touched by step, save and load alone.
    private int interval;
    private int writes;
    private long startedNs;

    // What the vCPU's thread has ready, and what it is to get ready. Touched by prepare and step.
    private final ReadAhead readAhead;
    private @Nullable IntervalPlan plan;
    private int wantedInterval;
    private int wantedWrite;

    TraceReplay(
            TraceDirectory trace,
            int dirtyFactorPermille,
            long seed,
            MemorySegment memory,
            DirtyMarker marker) {
        this.trace = trace;
        this.dirtyFactorPermille = dirtyFactorPermille;
        this.seed = seed;
        this.memory = memory;
        this.marker = marker;
        this.readAhead = new ReadAhead(trace);
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public void prepare() throws GuestException {
        IntervalPlan ready = plan;
        if (ready == null || ready.interval() != wantedInterval) {
            ready = makePlan(wantedInterval);
            plan = ready;
        }
        int change = ready.changesAmong(wantedWrite);
        if (change < trace.changedPageCount(wantedInterval)) {
            readAhead.seek(wantedInterval, change);
        }
    }

    @Override
    public long step(long runningNs) {
        IntervalPlan ready = plan;
        if (ready == null || ready.interval() != interval) {
            return wantPosition(runningNs);
        }
        forgiveDelay(ready, runningNs);
        int due = ready.dueWrites(runningNs - startedNs);
        int end = Math.min(due, writes + PauseGate.MAX_BATCH_PAGES);
        while (writes < end) {
            if (!write(ready, writes)) {
                return wantPosition(runningNs);
            }
            writes++;
        }
        if (writes < due) {
            return wantPosition(runningNs);
        }
        if (writes == ready.writes() && runningNs - startedNs >= ready.durationNs()) {
            startedNs += ready.durationNs();
            interval = (interval + 1) % trace.intervalCount();
            writes = 0;
            return wantPosition(runningNs);
        }
        wantPosition(runningNs);
        // A whole batch, but no later than MIN_STEP_NS from now, and not before there is a page.
        long batchNs = startedNs + ready.dueNs(writes + PauseGate.MAX_BATCH_PAGES - 1);
        return Math.max(
                startedNs + ready.dueNs(writes), Math.min(batchNs, runningNs + MIN_STEP_NS));
    }

    @Override
    public ByteString save() {
        return ReplayState.newBuilder()
                .setTrace(trace.name())
                .setFinalSha256(trace.finalSha256())
                .setInterval(interval)
                .setWrites(writes)
                .setStartedNs(startedNs)
                .build()
                .toByteString();
    }

    @Override
    public void load(ByteString saved, long runningNs) throws GuestException {
        ReplayState state;
        try {
            state = ReplayState.parseFrom(saved);
        } catch (InvalidProtocolBufferException e) {
            throw new GuestException("must be a ReplayState but is " + saved.size() + " bytes", e);
        }
        if (!state.getTrace().equals(trace.name())
                || !state.getFinalSha256().equals(trace.finalSha256())) {
            throw new GuestException(
                    "trace and final_sha256 must be those of trace "
                            + trace.name()
                            + " of this host");
        }
        check("interval", state.getInterval(), trace.intervalCount() - 1L);
        check("started_ns", state.getStartedNs(), runningNs);
        // The plan itself is made when the vCPU runs: until then the guest is down.
        long writesOfInterval =
                IntervalPlan.writes(trace, state.getInterval(), dirtyFactorPermille);
        check("writes", state.getWrites(), writesOfInterval);
        interval = state.getInterval();
        writes = (int) state.getWrites();
        startedNs = state.getStartedNs();
    }

    @Override
    public void close() {
        readAhead.close();
    }

    private IntervalPlan makePlan(int index) {
        return IntervalPlan.make(trace, index, dirtyFactorPermille, seed);
    }

    /** Has the position prepared; returns when the next step is due: at once. */
    private long wantPosition(long runningNs) {
        wantedInterval = interval;
        wantedWrite = writes;
        return runningNs;
    }

    /** Returns false when the content was not ready. */
    private boolean write(IntervalPlan ready, int write) {
        int page = ready.page(write);
        if (ready.isChange(write)) {
            int change = ready.changesAmong(write);
            if (!readAhead.holds(interval, change)) {
                return false;
            }
            readAhead.copy(change, memory, page);
        } else {
            long offset = Page.offsetBytes(page);
            memory.set(JAVA_LONG_UNALIGNED, offset, memory.get(JAVA_LONG_UNALIGNED, offset));
        }
        marker.mark(page);
        return true;
    }

    private void forgiveDelay(IntervalPlan ready, long runningNs) {
        long nextDueNs = startedNs + ready.dueNs(writes);
        long lateNs = runningNs - nextDueNs;
        if (lateNs > MAX_CATCH_UP_NS) {
            startedNs += lateNs - MAX_CATCH_UP_NS;
        }
    }

    private static void check(String field, long value, long max) throws GuestException {
        if (value < 0 || value > max) {
            throw new GuestException(field + " must be 0 to " + max + " but is " + value);
        }
    }
}
