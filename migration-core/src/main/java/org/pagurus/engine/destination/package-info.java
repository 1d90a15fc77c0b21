/** The destination's state machine: events and the time in, actions out. */
@NullMarked
package org.pagurus.engine.destination;

import org.jspecify.annotations.NullMarked;
