/** Who is on the other side of a connection, and that nobody else reads or changes what it says. */
@NullMarked
package org.pagurus.transport.security;

import org.jspecify.annotations.NullMarked;
