/** Peers that speak the protocol byte by byte, and not always well. */
@NullMarked
package org.pagurus.transport.peer;

import org.jspecify.annotations.NullMarked;
