/**
 * What the command line says to a host daemon, and what that answers: JSON, a line of it at a time.
 */
@NullMarked
package org.pagurus.transport.command;

import org.jspecify.annotations.NullMarked;
