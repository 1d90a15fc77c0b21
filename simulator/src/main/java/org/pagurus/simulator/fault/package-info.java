/**
 * Everything that may go wrong with a migration, drawn from a seed: plans of faults, the trials
 * that meet them, and what is left of a plan when it is as short as it can be.
 */
@NullMarked
package org.pagurus.simulator.fault;

import org.jspecify.annotations.NullMarked;
