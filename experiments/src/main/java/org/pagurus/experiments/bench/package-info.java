/** JMH benchmarks of the engine's hot paths: {@code scripts/bench jmh NAME}. */
@NullMarked
package org.pagurus.experiments.bench;

import org.jspecify.annotations.NullMarked;
