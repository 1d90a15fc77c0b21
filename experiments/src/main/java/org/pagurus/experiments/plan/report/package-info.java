/** A plan for people and for scripts. */
@NullMarked
package org.pagurus.experiments.plan.report;

import org.jspecify.annotations.NullMarked;
