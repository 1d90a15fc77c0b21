package org.pagurus.guest.synthetic;

/** Writes to one page of guest memory. */
@FunctionalInterface
interface PageWriter {
    /**
     * @param stamp the number of this write, more than 0; no two writes to a page have the same
     */
    void write(long page, long stamp);
}
