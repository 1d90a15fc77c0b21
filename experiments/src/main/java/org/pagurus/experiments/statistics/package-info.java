/** What several runs say together: means with intervals, and whether two settings differ. */
@NullMarked
package org.pagurus.experiments.statistics;

import org.jspecify.annotations.NullMarked;
