package org.pagurus.memory;

/** The unit of everything: a 4 KiB page of guest memory, named by its page number. */
public final class Page {
    public static final int SHIFT = 12;
    public static final int SIZE_BYTES = 1 << SHIFT;

    /** Pages travel, and are dealt over streams, in chunks of 1 MiB. */
    public static final int CHUNK_SHIFT = 8;

    public static final int PER_CHUNK = 1 << CHUNK_SHIFT;

    private Page() {}

    /** The byte offset at which page {@code pageNumber} starts. */
    public static long offsetBytes(long pageNumber) {
        return pageNumber << SHIFT;
    }

    /** The number of the page that holds byte {@code offsetBytes}. */
    public static long number(long offsetBytes) {
        return offsetBytes >>> SHIFT;
    }

    /** How many whole pages {@code bytes} make. */
    public static long count(long bytes) {
        return bytes >>> SHIFT;
    }

    /** The chunk that page {@code pageNumber} lies in. */
    public static long chunk(long pageNumber) {
        return pageNumber >>> CHUNK_SHIFT;
    }
}
