/** Pages as their difference from the version that the other side holds. */
@NullMarked
package org.pagurus.codec.delta;

import org.jspecify.annotations.NullMarked;
