package org.pagurus.engine.page;

import org.pagurus.codec.CodecId;
import org.pagurus.memory.PageBitmap;

/**
 * Is told what becomes of each page at the source. It is called on the way of every page, so it
 * must be quick and allocate nothing.
 */
public interface PageWatch {
    /** Nobody watches. */
    PageWatch NONE = new PageWatch() {};

    /** A page is in a frame, coded so. By the thread of its stream. */
    default void sent(long page, CodecId codec) {}

    /** A page that was in a frame has not arrived. While no stream's thread has its sender. */
    default void lost(long page) {}

    /** A harvest found these pages written. While no round is being sent. */
    default void harvested(PageBitmap dirty) {}
}
