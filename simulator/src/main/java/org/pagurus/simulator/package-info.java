/**
 * The discrete-event simulator: {@code kernel} is virtual time, {@code link} what carries bytes in
 * it, {@code fluid} migrations of bytes over that.
 */
@NullMarked
package org.pagurus.simulator;

import org.jspecify.annotations.NullMarked;
