/** What a machine takes for the parts of a migration, as it is written down. */
@NullMarked
package org.pagurus.experiments.calibration;

import org.jspecify.annotations.NullMarked;
