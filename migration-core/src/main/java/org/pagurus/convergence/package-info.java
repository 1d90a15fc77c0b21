/** When to stop pre-copy rounds, the expected downtime, throttling: pure functions. */
@NullMarked
package org.pagurus.convergence;

import org.jspecify.annotations.NullMarked;
