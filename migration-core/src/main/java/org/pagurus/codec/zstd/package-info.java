/** zstd, page by page, and what all its uses here share. */
@NullMarked
package org.pagurus.codec.zstd;

import org.jspecify.annotations.NullMarked;
