/** Where the guests of one host go when it is to be emptied. */
@NullMarked
package org.pagurus.simulator.strategy.evacuation;

import org.jspecify.annotations.NullMarked;
