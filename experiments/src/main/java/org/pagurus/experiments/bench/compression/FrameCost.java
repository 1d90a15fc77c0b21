package org.pagurus.experiments.bench.compression;

/**
 * What one frame takes.
 *
 * @param bytes on the wire, header included
 * @param encodeNs CPU time of the source
 * @param decodeNs CPU time of the destination
 */
record FrameCost(int bytes, long encodeNs, long decodeNs) {}
