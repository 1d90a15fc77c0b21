/** The host daemon: its guests, its migrations and the port that serves them. */
@NullMarked
package org.pagurus.transport.host;

import org.jspecify.annotations.NullMarked;
