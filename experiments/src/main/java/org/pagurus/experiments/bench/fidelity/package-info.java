/** Simulated migrations held against the same ones live. */
@NullMarked
package org.pagurus.experiments.bench.fidelity;

import org.jspecify.annotations.NullMarked;
