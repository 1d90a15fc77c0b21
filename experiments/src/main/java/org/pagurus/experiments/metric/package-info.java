/** What runs are measured by: names, units, and how a run's value comes from its migrations. */
@NullMarked
package org.pagurus.experiments.metric;

import org.jspecify.annotations.NullMarked;
