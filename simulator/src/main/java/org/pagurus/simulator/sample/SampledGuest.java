package org.pagurus.simulator.sample;

import java.util.List;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;

/** Pages of a guest, with its contents, that can be written as it writes them. One thread. */
interface SampledGuest extends AutoCloseable {
    /** The groups by number; behind {@link #SERVICE_UNUSED} come those that its clients use. */
    int WRITTEN = 0;

    int IDLE = 1;
    int SERVICE_UNUSED = 2;

    /** The pages, with what they hold when a migration starts. */
    GuestMemory memory();

    /** Pages that are alike, in groups without common pages, which may be empty. */
    List<Group> groups();

    /** Writes to a page of a group that is written, as the guest does it next. */
    void write(long page);

    @Override
    void close();

    /** The groups of a guest with a service, in the order of their numbers. */
    static List<Group> groups(PageBitmap written, PageBitmap idle, ServiceTable service) {
        return List.of(
                new Group(written, true), new Group(idle, false), service.unused(), service.used());
    }

    /**
     * A group.
     *
     * @param pages its pages
     * @param written whether the guest writes them
     */
    record Group(PageBitmap pages, boolean written) {}
}
