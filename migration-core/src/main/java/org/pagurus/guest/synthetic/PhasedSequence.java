package org.pagurus.guest.synthetic;

import java.util.List;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.synthetic.WorkloadSpec.Phase;
import org.pagurus.guest.synthetic.WorkloadSpec.Phased;

/** {@link Phased}. A phase goes on where it was when its turn comes again. */
final class PhasedSequence implements PageSequence {
    private final long[] phaseEndNs;
    private final List<PageSequence> sequences;

    PhasedSequence(Phased spec, List<PageSequence> sequences) {
        this.sequences = List.copyOf(sequences);
        this.phaseEndNs = new long[spec.phases().size()];
        long endNs = 0;
        for (int i = 0; i < phaseEndNs.length; i++) {
            Phase phase = spec.phases().get(i);
            endNs += phase.durationNs();
            phaseEndNs[i] = endNs;
        }
    }

    @Override
    public long next(long runningNs) {
        long inCycleNs = runningNs % phaseEndNs[phaseEndNs.length - 1];
        int phase = 0;
        while (inCycleNs >= phaseEndNs[phase]) {
            phase++;
        }
        return sequences.get(phase).next(runningNs);
    }

    @Override
    public int stateWords() {
        return sequences.stream().mapToInt(PageSequence::stateWords).sum();
    }

    @Override
    public void save(long[] words, int at) {
        int next = at;
        for (PageSequence sequence : sequences) {
            sequence.save(words, next);
            next += sequence.stateWords();
        }
    }

    @Override
    public void load(long[] words, int at) throws GuestException {
        int next = at;
        for (PageSequence sequence : sequences) {
            sequence.load(words, next);
            next += sequence.stateWords();
        }
    }
}
