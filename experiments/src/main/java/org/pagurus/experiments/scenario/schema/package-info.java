/** Describes scenarios to editors, as JSON Schema. */
@NullMarked
package org.pagurus.experiments.scenario.schema;

import org.jspecify.annotations.NullMarked;
