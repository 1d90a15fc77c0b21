package org.pagurus.simulator.fluid;

import org.pagurus.convergence.Decision;

/**
 * What a fluid migration did.
 *
 * @param end why pre-copy ended
 * @param totalNs from the start to the destination's acknowledgement, or to giving up
 * @param downtimeNs how long the guest was paused; 0 after giving up
 * @param transfers rounds, stop-and-copy and the acknowledgement
 * @param bytes sent in all of them
 */
public record FluidResult(Decision end, long totalNs, long downtimeNs, int transfers, long bytes) {}
