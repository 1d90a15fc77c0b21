/** Pages as they are. */
@NullMarked
package org.pagurus.codec.raw;

import org.jspecify.annotations.NullMarked;
