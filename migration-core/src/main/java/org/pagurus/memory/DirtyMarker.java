package org.pagurus.memory;

/**
 * What a writer calls after each store to guest memory where the dirty log is kept by the writers
 * themselves. The order matters: store first, then mark. A mark that came first could be harvested,
 * and the page read, before the store.
 */
@FunctionalInterface
public interface DirtyMarker {
    /** For memory whose writes are logged by somebody else, such as the kernel. */
    DirtyMarker NONE = page -> {};

    /** Marks a page as written. Safe to call from any thread. */
    void mark(long page);
}
