package org.pagurus.guest.synthetic;

import java.util.List;
import org.pagurus.guest.synthetic.WorkloadSpec.Heat;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;

/** {@link HotCold}. A class of less than a page shares one with its neighbour. */
final class HotColdSequence extends RandomSequence {
    private final int[] writesEndPercent;
    private final long[] firstPage;
    private final long[] pages;

    HotColdSequence(HotCold spec, long pageCount, long seed) {
        super(seed);
        List<Heat> classes = spec.classes();
        writesEndPercent = new int[classes.size()];
        firstPage = new long[classes.size()];
        pages = new long[classes.size()];
        int pagesBeforePercent = 0;
        int writesPercent = 0;
        for (int i = 0; i < classes.size(); i++) {
            long first = pageCount * pagesBeforePercent / 100;
            pagesBeforePercent += classes.get(i).pagesPercent();
            writesPercent += classes.get(i).writesPercent();
            writesEndPercent[i] = writesPercent;
            firstPage[i] = Math.min(first, pageCount - 1);
            pages[i] = Math.max(1, pageCount * pagesBeforePercent / 100 - first);
        }
    }

    @Override
    public long next(long runningNs) {
        long draw = random.nextLong(100);
        int chosen = 0;
        while (draw >= writesEndPercent[chosen]) {
            chosen++;
        }
        return firstPage[chosen] + random.nextLong(pages[chosen]);
    }
}
