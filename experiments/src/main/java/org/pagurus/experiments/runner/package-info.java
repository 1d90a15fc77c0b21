/** Runs experiments: all points and repetitions of a scenario, on all cores, into a folder. */
@NullMarked
package org.pagurus.experiments.runner;

import org.jspecify.annotations.NullMarked;
