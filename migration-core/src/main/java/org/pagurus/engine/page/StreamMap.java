package org.pagurus.engine.page;

import org.pagurus.memory.Page;

/**
 * Which stream a page travels on: chunks of 1 MiB are dealt over the streams in turn. A page always
 * travels on the same stream, so that TCP's order alone keeps an older version from overwriting a
 * newer one, and streams never share a word of a bitmap.
 */
public record StreamMap(int streams) {
    public int streamOf(long page) {
        return (int) (Page.chunk(page) % streams);
    }

    /** The page's place among those of its stream. */
    int indexOf(long page) {
        return (int) (Page.chunk(page) / streams << Page.CHUNK_SHIFT | page & Page.PER_CHUNK - 1);
    }

    /** How many places the pages of one stream take at most. */
    int indexCount(long pageCount) {
        return indexOf(pageCount - 1) + Page.PER_CHUNK;
    }
}
