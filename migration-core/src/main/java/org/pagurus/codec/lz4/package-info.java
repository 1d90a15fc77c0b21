/** A plain first version, through copies on the heap. */
@NullMarked
package org.pagurus.codec.lz4;

import org.jspecify.annotations.NullMarked;
