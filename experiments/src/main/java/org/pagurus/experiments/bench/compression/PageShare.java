package org.pagurus.experiments.bench.compression;

import org.pagurus.codec.CodecId;

/**
 * The pages of one kind that were sent in one codec.
 *
 * @param pageClass what kind, as {@link BenchImage#classOf} names it
 * @param pages how many
 * @param bodyBytes what they took, without their part of frames' heads; 0 for {@link
 *     CodecId#WINDOW}, whose pages share a block
 */
public record PageShare(String pageClass, CodecId codec, long pages, long bodyBytes) {}
