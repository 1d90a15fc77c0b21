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
}
