/** What a migration takes beside the link: time for its steps, time and bytes for its pages. */
@NullMarked
package org.pagurus.simulator.cost;

import org.jspecify.annotations.NullMarked;
