/** How many hosts are on: a band of load with hysteresis. */
@NullMarked
package org.pagurus.simulator.strategy.scale;

import org.jspecify.annotations.NullMarked;
