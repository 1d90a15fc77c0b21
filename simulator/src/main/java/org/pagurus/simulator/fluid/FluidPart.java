package org.pagurus.simulator.fluid;

/** A part of a round, which goes in one transfer. */
final class FluidPart {
    /** On the wire. */
    long bytes;

    /** How long both hosts take for it at least, however fast the link is. */
    double hostsNs;
}
