package org.pagurus.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.WorkloadSpec.Heat;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;
import org.pagurus.guest.synthetic.WorkloadSpec.Phase;
import org.pagurus.guest.synthetic.WorkloadSpec.Phased;
import org.pagurus.guest.synthetic.WorkloadSpec.Zipfian;
import org.pagurus.memory.Page;

/**
 * The page classes of a synthetic guest. Its working set is divided where any of its phases tells
 * pages apart: by place where classes of {@link HotCold} end, by rank into {@link ZipfRanks} for
 * {@link Zipfian}. Each piece has a rate of writes for each phase. What its key-value service
 * writes is not part of it.
 */
public final class SyntheticClasses {
    private static final int PERCENT = 100;

    /** Pages of the working set that one vCPU writes: it takes every vCPU's to fill a place. */
    private final long indices;

    private final int vcpus;
    private final long workingSetPages;
    private final double writesPerSecond;
    private final List<Phase> phases;
    private final boolean phased;

    private SyntheticClasses(SyntheticConfig config) {
        workingSetPages = Page.count(config.workingSetBytes());
        vcpus = config.vcpus();
        indices = Math.ceilDiv(workingSetPages, vcpus);
        writesPerSecond = (double) config.dirtyRateBytesPerSecond() / Page.SIZE_BYTES;
        phased = config.workload() instanceof Phased;
        phases =
                config.workload() instanceof Phased all
                        ? all.phases()
                        : List.of(new Phase(withoutInvariant(config.workload()), 1));
    }

    /**
     * @param memoryPages the guest's memory, which has room for page 0, the working set and the
     *     service
     */
    public static PageClasses of(SyntheticConfig config, long memoryPages) {
        return PageClasses.of(memoryPages, written(config));
    }

    /** The classes of the pages that it writes. */
    public static List<PageClass> written(SyntheticConfig config) {
        return new SyntheticClasses(config).written();
    }

    /** The invariant workload sweeps as well. */
    private static WorkloadSpec withoutInvariant(WorkloadSpec spec) {
        return spec instanceof WorkloadSpec.Invariant ? new WorkloadSpec.Sequential() : spec;
    }

    private List<PageClass> written() {
        List<PageClass> classes = new ArrayList<>();
        ZipfRanks ranks = hasZipfian() ? ZipfRanks.of(indices) : ZipfRanks.alike(indices);
        long firstIndex = 0;
        for (long endIndex : bounds()) {
            long first = Math.min(firstIndex * vcpus, workingSetPages);
            long end = Math.min(endIndex * vcpus, workingSetPages);
            if (end > first) {
                PageRegion region = new PageRegion(SyntheticConfig.FIRST_PAGE + first, end - first);
                for (int bin = 0; bin < ranks.bins(); bin++) {
                    classes.add(pageClass(region, firstIndex, ranks, bin));
                }
            }
            firstIndex = endIndex;
        }
        return classes;
    }

    private boolean hasZipfian() {
        return phases.stream().anyMatch(phase -> phase.spec() instanceof Zipfian);
    }

    /** Where classes of any phase end, up to the end of the working set. */
    private Iterable<Long> bounds() {
        TreeSet<Long> ends = new TreeSet<>(List.of(indices));
        for (Phase phase : phases) {
            if (phase.spec() instanceof HotCold hotCold) {
                int percent = 0;
                for (Heat heat : hotCold.classes()) {
                    percent += heat.pagesPercent();
                    ends.add(indices * percent / PERCENT);
                }
            }
        }
        ends.remove(0L);
        return ends;
    }

    private PageClass pageClass(PageRegion region, long index, ZipfRanks ranks, int bin) {
        double pages = region.pages() * ranks.share(bin);
        double[] random = new double[phases.size()];
        double[] sweep = new double[phases.size()];
        for (int phase = 0; phase < random.length; phase++) {
            WorkloadSpec spec = phases.get(phase).spec();
            random[phase] = randomWrites(spec, index, ranks, bin) / vcpus;
            sweep[phase] =
                    spec instanceof WorkloadSpec.Sequential ? writesPerSecond / workingSetPages : 0;
        }
        return new PageClass(region, pages, rate(random), rate(sweep));
    }

    private WriteRate rate(double[] perSecond) {
        if (!phased) {
            return WriteRate.steady(perSecond[0]);
        }
        long[] durationsNs = phases.stream().mapToLong(Phase::durationNs).toArray();
        return WriteRate.phased(perSecond, durationsNs);
    }

    /** Writes a second to a page, were all writes those of the vCPU that writes it. */
    private double randomWrites(WorkloadSpec spec, long index, ZipfRanks ranks, int bin) {
        return switch (spec) {
            case WorkloadSpec.Uniform uniform -> writesPerSecond / indices;
            case HotCold hotCold -> writesPerSecond * chance(hotCold, index);
            case Zipfian zipfian -> writesPerSecond * ranks.chance(bin, zipfian.exponent());
            case WorkloadSpec.Idle idle -> 0;
            case WorkloadSpec.Sequential sequential -> 0;
            case WorkloadSpec.Invariant invariant -> 0;
            case Phased nested ->
                    throw new IllegalArgumentException("phase: expected one that is not phased");
        };
    }

    /** That a write is to the page of that index. */
    private double chance(HotCold hotCold, long index) {
        int percent = 0;
        for (Heat heat : hotCold.classes()) {
            long first = indices * percent / PERCENT;
            percent += heat.pagesPercent();
            long end = indices * percent / PERCENT;
            if (index >= first && index < end) {
                return heat.writesPercent() / (double) PERCENT / (end - first);
            }
        }
        throw new IllegalArgumentException("index: expected less than " + indices);
    }
}
