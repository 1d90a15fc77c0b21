/** A guest that loads a recorded memory image and replays its recorded page changes. */
@NullMarked
package org.pagurus.guest.traced;

import org.jspecify.annotations.NullMarked;
