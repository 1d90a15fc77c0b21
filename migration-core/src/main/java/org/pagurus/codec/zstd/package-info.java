/** A plain first version, through copies on the heap. */
@NullMarked
package org.pagurus.codec.zstd;

import org.jspecify.annotations.NullMarked;
