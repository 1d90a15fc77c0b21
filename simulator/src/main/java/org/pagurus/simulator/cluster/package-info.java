/** Hosts and guests in arrays, their loads and histories, and what strategies may read of them. */
@NullMarked
package org.pagurus.simulator.cluster;

import org.jspecify.annotations.NullMarked;
