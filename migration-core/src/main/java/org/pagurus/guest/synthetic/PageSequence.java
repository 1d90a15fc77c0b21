package org.pagurus.guest.synthetic;

import org.pagurus.guest.GuestException;

/**
 * Which page of a working set is written next. Deterministic: the same seed, or the same saved
 * state, gives the same pages. Owned by one thread.
 */
interface PageSequence {
    /** Nothing is to be written now. */
    long NONE = -1;

    /**
     * The next page, from 0 to one less than the pages of the working set, or {@link #NONE}.
     *
     * @param runningNs the guest's running time
     */
    long next(long runningNs);

    /** How many words its state takes. */
    int stateWords();

    /** Puts the state into {@code words}, starting at {@code at}. */
    void save(long[] words, int at);

    /** Goes on from a saved state, which is not to be trusted. */
    void load(long[] words, int at) throws GuestException;
}
