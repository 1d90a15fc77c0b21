/** CPU demand over time: recorded in the PlanetLab format, or made up from a seed. */
@NullMarked
package org.pagurus.simulator.cluster.trace;

import org.jspecify.annotations.NullMarked;
