package org.pagurus.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A guest's memory as classes of pages: every page is in one. Immutable, so that any number of
 * migrations may share it.
 */
public final class PageClasses {
    private static final int MOST_CLASSES = 1024;

    /** Less than this of a page is rounding. */
    private static final double ROUNDING_PAGES = 1e-6;

    private final long memoryPages;
    private final List<PageClass> classes;
    private final List<PageSegment> segments;

    private PageClasses(long memoryPages, List<PageClass> classes, List<PageSegment> segments) {
        this.memoryPages = memoryPages;
        this.classes = List.copyOf(classes);
        this.segments = List.copyOf(segments);
    }

    /**
     * A memory of which some pages are written; all others are idle.
     *
     * @param memoryPages 1 or more
     * @param written classes whose regions lie in memory and have room for all that share them; at
     *     most 1024
     */
    public static PageClasses of(long memoryPages, List<PageClass> written) {
        PageRegion memory = new PageRegion(0, memoryPages);
        if (written.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "classes: expected at most " + MOST_CLASSES + " but found " + written.size());
        }
        for (PageClass pageClass : written) {
            if (!memory.contains(pageClass.region())) {
                throw new IllegalArgumentException(
                        "region: expected pages below "
                                + memoryPages
                                + " but found "
                                + pageClass.region());
            }
        }
        List<PageClass> all = new ArrayList<>(written);
        List<PageSegment> segments = divide(memory, written, all);
        return new PageClasses(memoryPages, all, segments);
    }

    public long memoryPages() {
        return memoryPages;
    }

    /** Those that were given, then idle ones for what is left. */
    public List<PageClass> classes() {
        return classes;
    }

    /** In the order of page numbers. */
    public List<PageSegment> segments() {
        return segments;
    }

    /** How many pages are dirtied between two running times, in the mean. */
    public double dirtiedPages(long fromNs, long toNs) {
        double sum = 0;
        for (PageClass pageClass : classes) {
            sum += pageClass.dirtiedPages(fromNs, toNs);
        }
        return sum;
    }

    /** Divides memory where a class's region begins or ends; adds idle classes to all of them. */
    private static List<PageSegment> divide(
            PageRegion memory, List<PageClass> written, List<PageClass> all) {
        TreeSet<Long> bounds = new TreeSet<>(List.of(0L, memory.endPage()));
        for (PageClass pageClass : written) {
            bounds.add(pageClass.region().firstPage());
            bounds.add(pageClass.region().endPage());
        }
        List<PageSegment> segments = new ArrayList<>();
        long first = 0;
        for (long end : bounds.tailSet(0L, false)) {
            segments.add(segment(new PageRegion(first, end - first), written, all));
            first = end;
        }
        return segments;
    }

    private static PageSegment segment(
            PageRegion region, List<PageClass> written, List<PageClass> all) {
        List<PageSegment.Part> parts = new ArrayList<>();
        double free = region.pages();
        for (int index = 0; index < written.size(); index++) {
            PageClass pageClass = written.get(index);
            if (pageClass.region().contains(region)) {
                double share = (double) region.pages() / pageClass.region().pages();
                parts.add(new PageSegment.Part(index, pageClass.pages() * share));
                free -= pageClass.pages() * share;
            }
        }
        double rounding = ROUNDING_PAGES * region.pages();
        if (free < -rounding) {
            throw new IllegalArgumentException(
                    "classes: expected at most "
                            + region.pages()
                            + " pages in "
                            + region
                            + " but found "
                            + (region.pages() - free));
        }
        if (free > rounding) {
            parts.add(new PageSegment.Part(all.size(), free));
            all.add(PageClass.idle(region, free));
        }
        return new PageSegment(region, parts);
    }
}
