/** Runs the simulator's trials of many seeds on all cores. */
@NullMarked
package org.pagurus.experiments.faults;

import org.jspecify.annotations.NullMarked;
