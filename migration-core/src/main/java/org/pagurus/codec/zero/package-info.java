/** Pages whose bytes are all zero. */
@NullMarked
package org.pagurus.codec.zero;

import org.jspecify.annotations.NullMarked;
