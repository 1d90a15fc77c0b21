package org.pagurus.simulator.kernel;

import java.util.function.LongPredicate;

/**
 * Entries in the order of their time, and of their order word where times are equal. No two entries
 * have the same word. A queue knows neither events nor virtual time: an entry may be earlier than
 * one that has been removed. It belongs to one thread.
 */
public interface EventQueue {
    /**
     * @param timeNs 0 or more
     * @param order 0 or more
     */
    void add(long timeNs, long order);

    /** The time of the first entry; {@code Long.MAX_VALUE} when there is none. */
    long firstTimeNs();

    /**
     * Removes the first entry and returns its order word.
     *
     * @throws java.util.NoSuchElementException when there is none
     */
    long removeFirst();

    /** Removes the entries whose order word is told; takes time for all entries. */
    void removeIf(LongPredicate order);

    int size();
}
