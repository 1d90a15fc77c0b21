/**
 * The discrete-event simulator: {@code kernel} is virtual time, {@code link} what carries bytes in
 * it, {@code fluid} migrations of bytes over that; {@code cluster} is many hosts and their guests,
 * {@code strategy} decides which guest goes where.
 */
@NullMarked
package org.pagurus.simulator;

import org.jspecify.annotations.NullMarked;
