/** Scenarios: what is to be migrated, over which network, or which cluster is to be run. */
@NullMarked
package org.pagurus.experiments.scenario;

import org.jspecify.annotations.NullMarked;
