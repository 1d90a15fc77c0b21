/** A guest in a file: the engine's own page frames, its device state and a digest at the end. */
@NullMarked
package org.pagurus.checkpoint;

import org.jspecify.annotations.NullMarked;
