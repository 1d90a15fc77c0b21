/** Few hosts, well used: Beloglazov and Buyya 2012. */
@NullMarked
package org.pagurus.simulator.strategy.consolidation;

import org.jspecify.annotations.NullMarked;
