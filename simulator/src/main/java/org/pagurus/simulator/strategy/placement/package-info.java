/** Where a guest goes: drafts of a plan, hosts ordered by load, placements. */
@NullMarked
package org.pagurus.simulator.strategy.placement;

import org.jspecify.annotations.NullMarked;
