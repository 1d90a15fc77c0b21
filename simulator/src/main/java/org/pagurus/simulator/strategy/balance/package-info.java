/** Even load: hot spots, load indices, and moving guests away from what is hot. */
@NullMarked
package org.pagurus.simulator.strategy.balance;

import org.jspecify.annotations.NullMarked;
