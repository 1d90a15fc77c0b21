package org.pagurus.simulator.sample;

import java.util.List;
import org.pagurus.guest.synthetic.PageContents;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/**
 * Pages of a synthetic guest: the first of its memory, since what pages hold does not depend on
 * where they are or on how often they are written; and its service's, which begin a chunk as they
 * do in a guest.
 */
final class SyntheticSample implements SampledGuest {
    /** Of the pages that are sampled, those that are written. */
    private static final double WRITTEN_SHARE = 0.5;

    private static final double NS_PER_SECOND = 1e9;

    private final GuestMemory memory;
    private final PageContents contents;
    private final ServiceTable service;
    private final PageBitmap written;
    private final PageBitmap idle;
    private final long count;
    private long writes;

    /**
     * @param count of the guest's pages, 2 or more
     * @param ranNs how long the guest has run
     */
    SyntheticSample(SyntheticConfig config, long count, long ranNs, ServiceWrites clients) {
        this.count = count;
        long servicePages = Math.max(1, Page.count(config.serviceBytes()));
        long firstOfService = Page.chunk(count + Page.PER_CHUNK - 1) << Page.CHUNK_SHIFT;
        memory = GuestMemory.allocate(Page.offsetBytes(firstOfService + servicePages));
        contents = new PageContents(config.contents(), config.seed());
        long writtenPages = (long) Math.ceil(count * WRITTEN_SHARE);
        written = new PageBitmap(memory.pageCount());
        written.setRange(0, writtenPages);
        idle = new PageBitmap(memory.pageCount());
        idle.setRange(writtenPages, count);
        for (long page = 0; page < count; page++) {
            contents.fill(memory.segment(), page);
        }
        run(config, ranNs);
        service = new ServiceTable(memory, firstOfService, servicePages, clients);
    }

    /**
     * As many of the pages are written once as are, in the mean, written an odd number of times.
     */
    private void run(SyntheticConfig config, long ranNs) {
        double passes =
                config.dirtyRateBytesPerSecond()
                        * (ranNs / NS_PER_SECOND)
                        / config.workingSetBytes();
        double share = -Math.expm1(-2 * passes) / 2;
        double owed = 0;
        for (long page = written.next(0); page >= 0; page = written.next(page + 1)) {
            owed += share;
            if (owed >= 1) {
                owed--;
                write(page);
            }
        }
    }

    ServiceTable service() {
        return service;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public List<Group> groups() {
        return SampledGuest.groups(written, idle, service);
    }

    @Override
    public void write(long page) {
        if (page < count) {
            contents.change(memory.segment(), page, ++writes);
        } else {
            service.write(page);
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
