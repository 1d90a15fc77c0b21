/** Simulated migrations held against the same ones live. */
@NullMarked
package org.pagurus.experiments.fidelity;

import org.jspecify.annotations.NullMarked;
