/** The source's and the destination's state machines. No sockets, no clock, no threads. */
@NullMarked
package org.pagurus.engine;

import org.jspecify.annotations.NullMarked;
