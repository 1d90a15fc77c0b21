package org.pagurus.experiments.bench.compression;

import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;

/** A memory image to measure on, and what changes in it afterwards, if that is known. */
public interface BenchImage {
    /** For tables and charts. */
    String name();

    long pageCount();

    /** Writes the image to memory that is all zero and as large as the image. */
    void load(GuestMemory memory) throws BenchException;

    /** How many intervals follow, each with its changed pages. */
    default int intervalCount() {
        return 0;
    }

    /**
     * Writes what changes in interval {@code index}; those before were applied.
     *
     * @param changed the changed pages are added to it
     */
    default void applyInterval(int index, GuestMemory memory, PageBitmap changed)
            throws BenchException {
        throw new IllegalArgumentException(name() + " has no interval " + index);
    }

    /** What kind of page this is in the loaded image, in a word. */
    String classOf(GuestMemory memory, long page);
}
