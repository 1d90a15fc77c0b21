/** A plain first version, through copies on the heap. */
@NullMarked
package org.pagurus.codec.prefix;

import org.jspecify.annotations.NullMarked;
