package org.pagurus.simulator.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.service.KeyValueService;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;

/**
 * The pages of a key-value service, each of whose keys its clients have written once. Which page a
 * key lies in is found by writing it. One thread.
 */
final class ServiceTable {
    private final KeyValueService service;
    private final ServiceWrites clients;
    private final Map<Long, Long> versions = new HashMap<>();
    private final PageBitmap used;
    private final PageBitmap unused;
    private final SplittableRandom random = new SplittableRandom(1);
    private final long firstPage;

    /** By page of the table, its keys. */
    private final List<List<Long>> keysOf = new ArrayList<>();

    private long writtenPage;

    /**
     * @param pages of the table, 1 or more
     */
    ServiceTable(GuestMemory memory, long firstPage, long pages, ServiceWrites clients) {
        this.firstPage = firstPage;
        this.clients = clients;
        used = new PageBitmap(memory.pageCount());
        unused = new PageBitmap(memory.pageCount());
        unused.setRange(firstPage, firstPage + pages);
        for (long page = 0; page < pages; page++) {
            keysOf.add(new ArrayList<>());
        }
        service =
                new KeyValueService(memory, firstPage, pages, page -> writtenPage = page, () -> 0);
        for (long key : clients.keys()) {
            put(key);
            used.set(writtenPage);
            unused.clear(writtenPage);
            keysOf.get((int) (writtenPage - firstPage)).add(key);
        }
    }

    SampledGuest.Group used() {
        return new SampledGuest.Group(used, true);
    }

    SampledGuest.Group unused() {
        return new SampledGuest.Group(unused, false);
    }

    /** How many pages have so many keys, from 0 on. */
    List<Long> pagesByKeys() {
        List<Long> pages = new ArrayList<>();
        for (List<Long> keys : keysOf) {
            while (pages.size() <= keys.size()) {
                pages.add(0L);
            }
            pages.set(keys.size(), pages.get(keys.size()) + 1);
        }
        return pages;
    }

    /** A client writes to one of a page's keys. */
    void write(long page) {
        List<Long> keys = keysOf.get((int) (page - firstPage));
        put(keys.get(random.nextInt(keys.size())));
    }

    private void put(long key) {
        long version = versions.merge(key, 1L, Long::sum);
        KeyValueRequest put =
                new KeyValueRequest.Put(version, key, version, clients.values().of(key, version));
        service.handle(KeyValueProtocol.encode(put));
    }
}
