package org.pagurus.experiments.plan.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.WorkloadSpec.Heat;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;
import org.pagurus.guest.synthetic.WorkloadSpec.Idle;
import org.pagurus.memory.Page;
import org.pagurus.simulator.workload.DirtyInterval;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.WorkingSetFit;

/**
 * A synthetic guest whose dirty log would look like a measured one, in the words of the options.
 *
 * @param workload idle, or classes of pages that are written alike
 * @param dirtyRateBytesPerSecond how much it writes, in whole pages
 * @param workingSetBytes the pages that it writes
 */
public record MeasuredProfile(
        WorkloadSpec workload, long dirtyRateBytesPerSecond, long workingSetBytes) {
    private static final int PERCENT = 100;
    private static final long NS_PER_SECOND = 1_000_000_000;

    /** A class has 1 percent of the pages or more: smaller ones go with the one before. */
    private static final int MOST_CLASSES = 16;

    /** Intervals that begin short, so that fast writers are told, and end long, for slow ones. */
    private static final int[] LADDER = {1, 1, 2, 2, 4, 4, 8, 8, 16, 16};

    /** How a time is divided for a measurement. */
    public static List<Long> intervalsNs(long durationNs) {
        long sum = 0;
        for (int step : LADDER) {
            sum += step;
        }
        List<Long> intervals = new ArrayList<>();
        for (int step : LADDER) {
            intervals.add(durationNs * step / sum);
        }
        return intervals;
    }

    /**
     * Fits a profile.
     *
     * @param intervals what the dirty log had, in order
     * @param roomBytes the most that the working set may have
     */
    public static MeasuredProfile of(
            List<DirtyInterval> intervals, long memoryBytes, long roomBytes) {
        List<PageClass> written =
                WorkingSetFit.of(intervals, Page.count(memoryBytes)).classes().stream()
                        .filter(each -> writes(each) > 0)
                        .sorted(Comparator.comparingDouble(MeasuredProfile::rate).reversed())
                        .limit(MOST_CLASSES)
                        .toList();
        double pages = written.stream().mapToDouble(PageClass::pages).sum();
        double writes = written.stream().mapToDouble(MeasuredProfile::writes).sum();
        if (pages < 1) {
            return new MeasuredProfile(new Idle(), 0, Page.SIZE_BYTES);
        }
        int[] pagesPercent =
                percents(written.stream().mapToDouble(each -> each.pages() / pages).toArray(), 1);
        int[] writesPercent =
                percents(written.stream().mapToDouble(each -> writes(each) / writes).toArray(), 0);
        List<Heat> heats = new ArrayList<>();
        for (int index = 0; index < written.size(); index++) {
            heats.add(new Heat(pagesPercent[index], writesPercent[index]));
        }
        long workingSetBytes = Math.min(roomBytes, Math.round(pages) * Page.SIZE_BYTES);
        return new MeasuredProfile(
                new HotCold(heats),
                Math.round(writes * Page.SIZE_BYTES),
                Math.max(Page.SIZE_BYTES, workingSetBytes));
    }

    /** A second's, to all pages of a class. */
    private static double writes(PageClass each) {
        return each.pages() * rate(each);
    }

    private static double rate(PageClass each) {
        return each.random().writes(0, NS_PER_SECOND);
    }

    /**
     * Whole percents that add up to 100, in proportion as nearly as can be.
     *
     * @param least of each
     */
    static int[] percents(double[] shares, int least) {
        int[] percents = new int[shares.length];
        int left = PERCENT;
        for (int index = 0; index < shares.length; index++) {
            percents[index] = Math.max(least, (int) Math.floor(shares[index] * PERCENT));
            left -= percents[index];
        }
        while (left != 0) {
            int step = Integer.signum(left);
            int best = -1;
            for (int index = 0; index < shares.length; index++) {
                boolean may = percents[index] + step >= least;
                if (may
                        && (best < 0
                                || step * missing(shares, percents, index)
                                        > step * missing(shares, percents, best))) {
                    best = index;
                }
            }
            percents[best] += step;
            left -= step;
        }
        return percents;
    }

    private static double missing(double[] shares, int[] percents, int index) {
        return shares[index] * PERCENT - percents[index];
    }
}
