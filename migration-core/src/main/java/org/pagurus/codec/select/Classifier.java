package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;

/** Puts pages into classes, within which a coding gives about the same. One thread. */
interface Classifier {
    int classes();

    /** The page's class, 0 to {@link #classes()} - 1. Arguments as {@link PageSelector#select}. */
    int classOf(MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset);

    /**
     * The bytes that a coding is expected to make of a page of this class: a page's where the class
     * is of pages without a version and the coding needs one.
     */
    double expectedBytes(int pageClass, Coding coding);

    /** Whether the class is of pages whose version sent last is at hand. */
    boolean hasVersion(int pageClass);

    /** The time that a coding is expected to take for a page of this class. */
    double expectedNs(int pageClass, Coding coding);
}
