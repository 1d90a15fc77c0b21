package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;

/** Puts pages into classes, within which a coding gives about the same. One thread. */
interface Classifier {
    int classes();

    /** The page's class, 0 to {@link #classes()} - 1. Arguments as {@link PageSelector#select}. */
    int classOf(MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset);
}
