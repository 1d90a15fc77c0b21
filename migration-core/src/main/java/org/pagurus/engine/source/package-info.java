/** The source's state machine: events and the time in, actions out. */
@NullMarked
package org.pagurus.engine.source;

import org.jspecify.annotations.NullMarked;
