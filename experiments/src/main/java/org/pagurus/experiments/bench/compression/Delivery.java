package org.pagurus.experiments.bench.compression;

/**
 * How long an image takes to be delivered over a link, from the first frame's encoding to the
 * last's decoding.
 */
public record Delivery(LinkRate rate, long ns) {}
