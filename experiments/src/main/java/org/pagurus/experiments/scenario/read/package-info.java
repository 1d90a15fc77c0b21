/** Reads scenarios: the fields of each kind, and what must hold between them. */
@NullMarked
package org.pagurus.experiments.scenario.read;

import org.jspecify.annotations.NullMarked;
