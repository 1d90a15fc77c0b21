/** Runs a cluster under a strategy, sample by sample, and tells what that cost. */
@NullMarked
package org.pagurus.simulator.cluster.day;

import org.jspecify.annotations.NullMarked;
