/** Measures what a machine takes for the parts of a migration. */
@NullMarked
package org.pagurus.experiments.fidelity.measure;

import org.jspecify.annotations.NullMarked;
