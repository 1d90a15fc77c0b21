package org.pagurus.simulator.sample;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.FramesAhead;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.fluid.FluidGuest;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageRegion;
import org.pagurus.simulator.workload.SyntheticClasses;
import org.pagurus.simulator.workload.TraceClasses;

/**
 * A guest in classes, with pages of each group of them that can be sent to find what they take. One
 * thread; it is written to by sampling.
 */
public final class GuestSample implements AutoCloseable {
    /** Each takes some ten microseconds, in each of five rounds or so. */
    private static final long MOST_PAGES = 8192;

    private final PageClasses classes;

    /** By class, its group in the sample. */
    private final List<Integer> groupOf;

    private final SampledGuest sample;
    private final long ranNs;

    private GuestSample(
            long memoryPages,
            List<PageClass> written,
            List<Integer> groups,
            int idleGroup,
            SampledGuest sample,
            long ranNs) {
        classes = PageClasses.of(memoryPages, written);
        groupOf = new ArrayList<>(groups);
        while (groupOf.size() < classes.classes().size()) {
            groupOf.add(idleGroup);
        }
        this.sample = sample;
        this.ranNs = ranNs;
    }

    /**
     * A synthetic guest.
     *
     * @param memoryPages of its memory
     * @param ranNs how long it has run when its migration starts
     * @param clients of its service
     */
    public static GuestSample of(
            SyntheticConfig config, long memoryPages, long ranNs, ServiceWrites clients) {
        long servicePages = Page.count(config.serviceBytes());
        long count = Math.min(MOST_PAGES, memoryPages - servicePages);
        SyntheticSample sample = new SyntheticSample(config, count, ranNs, clients);
        List<PageClass> written = new ArrayList<>(SyntheticClasses.written(config));
        List<Integer> groups = new ArrayList<>();
        written.forEach(each -> groups.add(SampledGuest.WRITTEN));
        if (servicePages > 0) {
            add(
                    sample.service(),
                    new PageRegion(memoryPages - servicePages, servicePages),
                    clients,
                    written,
                    groups,
                    SampledGuest.SERVICE_UNUSED);
        }
        return new GuestSample(memoryPages, written, groups, SampledGuest.IDLE, sample, ranNs);
    }

    /**
     * A traced guest.
     *
     * @param speed how many times as fast as it was recorded, more than 0
     * @param loop whether it begins again behind its end
     * @param ranNs how long it has run when its migration starts
     * @throws GuestException when the trace can't be read
     */
    public static GuestSample of(
            TraceDirectory trace,
            TracedConfig config,
            double speed,
            boolean loop,
            long ranNs,
            ServiceWrites clients)
            throws GuestException {
        long replayedNs = Math.round(ranNs * speed);
        long servicePages = Page.count(config.serviceBytes());
        long memoryPages = Page.count(config.memoryBytes(trace));
        TraceSample sample = new TraceSample(trace, replayedNs, MOST_PAGES, servicePages, clients);
        List<PageClass> written = new ArrayList<>(TraceClasses.of(trace, config, speed, loop));
        List<Integer> groups = new ArrayList<>();
        written.forEach(each -> groups.add(SampledGuest.WRITTEN));
        long firstOfService = memoryPages - servicePages;
        if (firstOfService > trace.pageCount()) {
            written.add(
                    PageClass.idle(
                            new PageRegion(trace.pageCount(), firstOfService - trace.pageCount())));
            groups.add(SampledGuest.SERVICE_UNUSED);
        }
        if (servicePages > 0) {
            add(
                    sample.service(),
                    new PageRegion(firstOfService, servicePages),
                    clients,
                    written,
                    groups,
                    SampledGuest.SERVICE_UNUSED);
        }
        return new GuestSample(memoryPages, written, groups, SampledGuest.IDLE, sample, ranNs);
    }

    /** The service's pages, by how many keys they have; those with some are the next group. */
    private static void add(
            ServiceTable table,
            PageRegion region,
            ServiceWrites clients,
            List<PageClass> written,
            List<Integer> groups,
            int unusedGroup) {
        List<Long> pagesByKeys = table.pagesByKeys();
        double keyPutsPerSecond = clients.putsPerSecond() / Math.max(1, clients.keys().size());
        for (int keys = 0; keys < pagesByKeys.size(); keys++) {
            long pages = pagesByKeys.get(keys);
            if (pages > 0) {
                written.add(
                        PageClass.writtenByClients(region, pages, pages * keys * keyPutsPerSecond));
                groups.add(keys == 0 ? unusedGroup : unusedGroup + 1);
            }
        }
    }

    /** Its classes. */
    public PageClasses classes() {
        return classes;
    }

    /**
     * The guest for fluid migrations: finds out what its pages take.
     *
     * @param choice how they are sent
     */
    public FluidGuest guest(SamplingChoice choice) {
        List<PageCosts> costs = PageSampling.of(sample, classes, groupOf, ranNs, choice);
        boolean looksAtRate = choice.selector().name() == SelectorKind.Name.ADAPTIVE;
        long firstRawPages =
                looksAtRate && !choice.pipeline().isRateKnown()
                        ? (long) FramesAhead.BEFORE_RATE_IS_KNOWN
                                * PageFrame.MAX_PAGES
                                * choice.streams()
                        : 0;
        return new FluidGuest(classes, costs, ranNs, firstRawPages);
    }

    @Override
    public void close() {
        sample.close();
    }
}
