/** What this machine takes for the parts of a migration, measured and written down. */
@NullMarked
package org.pagurus.experiments.calibration;

import org.jspecify.annotations.NullMarked;
