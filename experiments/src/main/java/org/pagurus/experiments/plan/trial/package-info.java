/** Simulates the migrations of a plan by real engines over real pages. */
@NullMarked
package org.pagurus.experiments.plan.trial;

import org.jspecify.annotations.NullMarked;
