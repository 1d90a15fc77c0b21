/** Runs the engine's actions on sockets and real time. */
@NullMarked
package org.pagurus.transport.driver;

import org.jspecify.annotations.NullMarked;
