/** Runs scenarios in virtual time. */
@NullMarked
package org.pagurus.experiments.scenario.run;

import org.jspecify.annotations.NullMarked;
