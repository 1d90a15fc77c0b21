/** The virtual switch, its ports, and announcing a guest at its new place. */
@NullMarked
package org.pagurus.transport.net;

import org.jspecify.annotations.NullMarked;
