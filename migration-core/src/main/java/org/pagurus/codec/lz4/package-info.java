/** LZ4 blocks. */
@NullMarked
package org.pagurus.codec.lz4;

import org.jspecify.annotations.NullMarked;
