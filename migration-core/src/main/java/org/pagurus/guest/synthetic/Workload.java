package org.pagurus.guest.synthetic;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.Activity;
import org.pagurus.guest.software.PauseGate;
import org.pagurus.guest.software.wire.WorkloadState;
import org.pagurus.memory.DirtyMarker;

/**
 * A vCPU of a synthetic guest: writes the pages of a sequence at a rate. Each write counts for a
 * whole page, also when the page was written a moment before; the dirty rate that a dirty log shows
 * is lower by these repetitions.
 */
final class Workload implements Activity {
    /** Waking up for every single page would cost more than writing it. */
    private static final long MIN_STEP_NS = 1_000_000;

    /** How often an idle phase looks whether it is over. */
    private static final long IDLE_STEP_NS = 10_000_000;

    private final String name;
    private final WorkingSet workingSet;
    private final PageSequence sequence;
    private final RateBudget budget;
    private final PageWriter writer;
    private final DirtyMarker marker;
    private long writes;

    Workload(
            String name,
            WorkingSet workingSet,
            PageSequence sequence,
            RateBudget budget,
            PageWriter writer,
            DirtyMarker marker) {
        this.name = name;
        this.workingSet = workingSet;
        this.sequence = sequence;
        this.budget = budget;
        this.writer = writer;
        this.marker = marker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long step(long runningNs) {
        long due = budget.pages(runningNs);
        for (long i = 0; i < Math.min(due, PauseGate.MAX_BATCH_PAGES); i++) {
            long index = sequence.next(runningNs);
            if (index == PageSequence.NONE) {
                budget.forgo();
                return runningNs + IDLE_STEP_NS;
            }
            long page = workingSet.page(index);
            writer.write(page, ++writes);
            marker.mark(page);
            budget.spend(1);
        }
        if (due > PauseGate.MAX_BATCH_PAGES) {
            return runningNs;
        }
        // A whole batch, but no later than MIN_STEP_NS from now, and not before there is a page.
        long batchNs = budget.dueNs(PauseGate.MAX_BATCH_PAGES);
        return Math.max(budget.dueNs(1), Math.min(batchNs, runningNs + MIN_STEP_NS));
    }

    @Override
    public ByteString save() {
        long[] words = new long[sequence.stateWords()];
        sequence.save(words, 0);
        WorkloadState.Builder state =
                WorkloadState.newBuilder()
                        .setWrites(writes)
                        .setUpdatedNs(budget.updatedNs())
                        .setCredit(budget.credit());
        for (long word : words) {
            state.addSequence(word);
        }
        return state.build().toByteString();
    }

    @Override
    public void load(ByteString saved, long runningNs) throws GuestException {
        WorkloadState state;
        try {
            state = WorkloadState.parseFrom(saved);
        } catch (InvalidProtocolBufferException e) {
            throw new GuestException(
                    "must be a WorkloadState but is " + saved.size() + " bytes", e);
        }
        if (state.getSequenceCount() != sequence.stateWords()) {
            throw new GuestException(
                    "sequence must have "
                            + sequence.stateWords()
                            + " words but has "
                            + state.getSequenceCount());
        }
        if (state.getWrites() < 0) {
            throw new GuestException(
                    "writes must be below 2^63 but is " + Long.toUnsignedString(state.getWrites()));
        }
        sequence.load(state.getSequenceList().stream().mapToLong(Long::longValue).toArray(), 0);
        budget.load(state.getUpdatedNs(), state.getCredit(), runningNs);
        writes = state.getWrites();
    }
}
