/** The pages of a stream as one long zstd frame that remembers what was sent before. */
@NullMarked
package org.pagurus.codec.window;

import org.jspecify.annotations.NullMarked;
