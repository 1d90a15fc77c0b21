/** Which fields of a scenario take which values, and how often each point is run. */
@NullMarked
package org.pagurus.experiments.scenario.sweep;

import org.jspecify.annotations.NullMarked;
