package org.pagurus.simulator.link;

/**
 * Both directions of a link; each has the whole rate to itself.
 *
 * @param forth from the node named first
 * @param back to it
 */
public record DuplexLink(Link forth, Link back) {}
