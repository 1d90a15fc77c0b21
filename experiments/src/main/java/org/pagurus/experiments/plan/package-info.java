/**
 * Which settings, and will it converge: choices are simulated, and the best few are told. Choosing
 * among what was simulated is pure; {@code plan.trial} simulates.
 */
@NullMarked
package org.pagurus.experiments.plan;

import org.jspecify.annotations.NullMarked;
