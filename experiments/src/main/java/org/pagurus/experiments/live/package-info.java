/** Runs scenarios for real: each host a daemon in a process of its own, on this machine. */
@NullMarked
package org.pagurus.experiments.live;

import org.jspecify.annotations.NullMarked;
