package org.pagurus.simulator.sample;

import java.util.List;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;

/** Pages of a guest, with its contents, that can be written as it writes them. One thread. */
interface SampledGuest extends AutoCloseable {
    /** The pages, with what they hold when a migration starts. */
    GuestMemory memory();

    /** Pages that are alike, in groups without common pages, which may be empty. */
    List<Group> groups();

    /** Writes to a page of a group that is written, as the guest does it next. */
    void write(long page);

    @Override
    void close();

    /**
     * A group.
     *
     * @param pages its pages
     * @param written whether the guest writes them
     */
    record Group(PageBitmap pages, boolean written) {}
}
