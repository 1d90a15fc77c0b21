/** Writes scenarios as YAML, with every default filled in. */
@NullMarked
package org.pagurus.experiments.scenario.write;

import org.jspecify.annotations.NullMarked;
