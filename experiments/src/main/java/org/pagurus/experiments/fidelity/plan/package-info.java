/** Plans held against the migrations that they predict. */
@NullMarked
package org.pagurus.experiments.fidelity.plan;

import org.jspecify.annotations.NullMarked;
