package org.pagurus.guest.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;
import org.pagurus.guest.synthetic.WorkloadSpec.Idle;
import org.pagurus.guest.synthetic.WorkloadSpec.Invariant;
import org.pagurus.guest.synthetic.WorkloadSpec.Phase;
import org.pagurus.guest.synthetic.WorkloadSpec.Phased;
import org.pagurus.guest.synthetic.WorkloadSpec.Sequential;
import org.pagurus.guest.synthetic.WorkloadSpec.Uniform;
import org.pagurus.guest.synthetic.WorkloadSpec.Zipfian;

/** Makes the page sequence that a workload stands for. */
final class PageSequences {
    private PageSequences() {}

    /**
     * A sequence from its beginning.
     *
     * @param pageCount the pages of the working set, at least 1
     */
    static PageSequence create(WorkloadSpec spec, long pageCount, long seed) {
        return switch (spec) {
            case Idle idle -> new IdleSequence();
            case Uniform uniform -> new UniformSequence(pageCount, seed);
            case Sequential sequential -> new SequentialSequence(pageCount);
            case Invariant invariant -> new SequentialSequence(pageCount);
            case HotCold hotCold -> new HotColdSequence(hotCold, pageCount, seed);
            case Zipfian zipfian -> new ZipfianSequence(zipfian.exponent(), pageCount, seed);
            case Phased phased -> new PhasedSequence(phased, phases(phased, pageCount, seed));
        };
    }

    private static List<PageSequence> phases(Phased phased, long pageCount, long seed) {
        List<PageSequence> sequences = new ArrayList<>();
        for (Phase phase : phased.phases()) {
            sequences.add(create(phase.spec(), pageCount, SplitMix64.seed(seed, sequences.size())));
        }
        return sequences;
    }
}
