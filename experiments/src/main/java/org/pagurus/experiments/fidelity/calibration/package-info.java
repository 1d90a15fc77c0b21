/** Measures what this machine takes for the parts of a migration. */
@NullMarked
package org.pagurus.experiments.fidelity.calibration;

import org.jspecify.annotations.NullMarked;
