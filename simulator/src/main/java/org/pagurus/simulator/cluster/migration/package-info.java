/** What a migration takes, and which may run at once. */
@NullMarked
package org.pagurus.simulator.cluster.migration;

import org.jspecify.annotations.NullMarked;
