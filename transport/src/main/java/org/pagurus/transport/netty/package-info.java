/** What all network code shares of Netty: event loops and channel classes. */
@NullMarked
package org.pagurus.transport.netty;

import org.jspecify.annotations.NullMarked;
