/** Virtual time: events in a total order, and named random streams of one seed. */
@NullMarked
package org.pagurus.simulator.kernel;

import org.jspecify.annotations.NullMarked;
