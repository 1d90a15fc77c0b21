package org.pagurus.simulator.workload;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pagurus.guest.traced.ReplayedPages;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;

/**
 * The page classes of a traced guest: pages that are written in the same intervals are one. Each is
 * written once in an interval, one page after the other, so that the class is swept in that time.
 * Of a trace with many kinds of pages the most frequent are told apart; the others are one class,
 * of which each interval writes as many as it does, at random.
 */
public final class TraceClasses {
    private static final int MOST_CLASSES = 256;

    /** So long nothing is written behind the end of a trace that is not replayed again. */
    private static final long NEVER_NS = Long.MAX_VALUE / 4;

    private static final double NS_PER_SECOND = 1e9;

    private final TraceDirectory trace;
    private final long[] durationsNs;

    private TraceClasses(TraceDirectory trace, double speed, boolean loop) {
        this.trace = trace;
        durationsNs = new long[trace.intervalCount() + (loop ? 0 : 1)];
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            durationsNs[interval] = Math.max(1, Math.round(trace.durationNs(interval) / speed));
        }
        if (!loop) {
            durationsNs[durationsNs.length - 1] = NEVER_NS;
        }
    }

    /**
     * The classes of the pages that are written, over the trace's image.
     *
     * @param speed how many times as fast as it was recorded, more than 0
     * @param loop whether it begins again behind its end
     */
    public static List<PageClass> of(
            TraceDirectory trace, TracedConfig config, double speed, boolean loop) {
        return new TraceClasses(trace, speed, loop).written(config);
    }

    private List<PageClass> written(TracedConfig config) {
        Map<Integer, BitSet> intervalsOf = new LinkedHashMap<>();
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            for (int page : ReplayedPages.of(trace, config, interval)) {
                intervalsOf.computeIfAbsent(page, unused -> new BitSet()).set(interval);
            }
        }
        Map<BitSet, Long> pages = new LinkedHashMap<>();
        intervalsOf.values().forEach(intervals -> pages.merge(intervals, 1L, Long::sum));
        List<Map.Entry<BitSet, Long>> kinds = new ArrayList<>(pages.entrySet());
        kinds.sort(Map.Entry.<BitSet, Long>comparingByValue(Comparator.reverseOrder()));
        int apart = Math.min(kinds.size(), MOST_CLASSES);
        List<PageClass> classes = new ArrayList<>();
        PageRegion image = new PageRegion(0, trace.pageCount());
        for (Map.Entry<BitSet, Long> kind : kinds.subList(0, apart)) {
            classes.add(
                    new PageClass(image, kind.getValue(), WriteRate.NONE, sweeps(kind.getKey())));
        }
        List<Map.Entry<BitSet, Long>> others = kinds.subList(apart, kinds.size());
        if (!others.isEmpty()) {
            long count = others.stream().mapToLong(Map.Entry::getValue).sum();
            classes.add(new PageClass(image, count, random(others, count), WriteRate.NONE));
        }
        return classes;
    }

    private WriteRate sweeps(BitSet intervals) {
        double[] perSecond = new double[durationsNs.length];
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            perSecond[interval] =
                    intervals.get(interval) ? NS_PER_SECOND / durationsNs[interval] : 0;
        }
        return WriteRate.phased(perSecond, durationsNs);
    }

    /** So that each interval dirties as many of them in the mean as it does. */
    private WriteRate random(List<Map.Entry<BitSet, Long>> kinds, long pages) {
        double[] perSecond = new double[durationsNs.length];
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            double dirtied = 0;
            for (Map.Entry<BitSet, Long> kind : kinds) {
                dirtied += kind.getKey().get(interval) ? kind.getValue() : 0;
            }
            double clean = Math.max(1 - dirtied / pages, 0.5 / pages);
            perSecond[interval] = -Math.log(clean) * NS_PER_SECOND / durationsNs[interval];
        }
        return WriteRate.phased(perSecond, durationsNs);
    }
}
