/** Real networks of Linux: taps on bridges, raw packet sockets, network namespaces. */
@NullMarked
package org.pagurus.transport.net.linux;

import org.jspecify.annotations.NullMarked;
