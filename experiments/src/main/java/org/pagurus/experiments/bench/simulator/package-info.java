/** Benchmarks of the simulator: {@code scripts/bench jmh NAME}. */
@NullMarked
package org.pagurus.experiments.bench.simulator;

import org.jspecify.annotations.NullMarked;
