/** One page in, bytes out. One package per algorithm. */
@NullMarked
package org.pagurus.codec;

import org.jspecify.annotations.NullMarked;
