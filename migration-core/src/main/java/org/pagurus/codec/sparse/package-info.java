/** Pages with few words that are not zero, as gaps and values. */
@NullMarked
package org.pagurus.codec.sparse;

import org.jspecify.annotations.NullMarked;
