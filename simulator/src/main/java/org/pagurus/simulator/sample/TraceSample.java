package org.pagurus.simulator.sample;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/**
 * Pages of a trace, in whole chunks from all over its image. A page is written with what the trace
 * has for it next; each third write leaves it as it is, as in a replay. What is behind the image is
 * zero.
 */
final class TraceSample implements SampledGuest {
    private static final int UNCHANGED_EVERY = 3;

    private final GuestMemory memory;
    private final PageBitmap written;
    private final PageBitmap idle;
    private final ServiceTable service;
    private final long imagePages;

    /** By page, its contents to come; the last becomes the first when it was written. */
    private final Map<Long, ArrayDeque<byte[]>> versions = new HashMap<>();

    private final Map<Long, Integer> writes = new HashMap<>();

    /**
     * @param ranNs how long the guest has run
     * @param mostPages of the image, and of the pages that are written, a chunk or more
     */
    TraceSample(
            TraceDirectory trace,
            long ranNs,
            long mostPages,
            long servicePages,
            ServiceWrites clients)
            throws GuestException {
        imagePages = trace.pageCount();
        long chunks = Math.ceilDiv(imagePages, Page.PER_CHUNK);
        long firstOfService = chunks << Page.CHUNK_SHIFT;
        long pages = firstOfService + Math.max(1, servicePages);
        memory = GuestMemory.allocate(Page.offsetBytes(pages));
        written = new PageBitmap(pages);
        idle = new PageBitmap(pages);
        try (GuestMemory replay = GuestMemory.allocate(memory.sizeBytes())) {
            trace.loadBase(memory);
            trace.loadBase(replay);
            choose(chunks, Math.max(1, mostPages >> Page.CHUNK_SHIFT));
            long endNs = 0;
            for (int interval = 0; interval < trace.intervalCount(); interval++) {
                endNs += trace.durationNs(interval);
                PageBitmap changed = new PageBitmap(pages);
                trace.applyInterval(interval, replay, changed);
                changed.and(idle);
                keep(changed, replay, endNs <= ranNs);
            }
        } catch (GuestException | RuntimeException e) {
            memory.close();
            throw e;
        }
        versions.keySet().forEach(page -> written.set(page));
        idle.andNot(written);
        service = new ServiceTable(memory, firstOfService, Math.max(1, servicePages), clients);
    }

    /** Chunks as far from each other as can be. */
    private void choose(long chunks, long most) {
        long step = Math.ceilDiv(chunks, Math.min(chunks, most));
        for (long chunk = 0; chunk < chunks; chunk += step) {
            long first = chunk << Page.CHUNK_SHIFT;
            idle.setRange(first, Math.min(imagePages, first + Page.PER_CHUNK));
        }
    }

    private void keep(PageBitmap changed, GuestMemory replay, boolean isPast) {
        for (long page = changed.next(0); page >= 0; page = changed.next(page + 1)) {
            byte[] content = new byte[Page.SIZE_BYTES];
            MemorySegment.copy(
                    replay.segment(),
                    ValueLayout.JAVA_BYTE,
                    Page.offsetBytes(page),
                    content,
                    0,
                    content.length);
            versions.computeIfAbsent(page, unused -> new ArrayDeque<>()).add(content);
            if (isPast) {
                next(page);
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
        if (page >= imagePages) {
            service.write(page);
        } else if (writes.merge(page, 1, Integer::sum) % UNCHANGED_EVERY != 0) {
            next(page);
        }
    }

    private void next(long page) {
        ArrayDeque<byte[]> contents = versions.get(page);
        if (contents == null) {
            throw new IllegalArgumentException("page: expected one that is written: " + page);
        }
        byte[] content = contents.remove();
        contents.add(content);
        MemorySegment.copy(
                content,
                0,
                memory.segment(),
                ValueLayout.JAVA_BYTE,
                Page.offsetBytes(page),
                content.length);
    }

    @Override
    public void close() {
        memory.close();
    }
}
