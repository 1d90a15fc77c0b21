/** Pages with the version sent last as their prefix. */
@NullMarked
package org.pagurus.codec.prefix;

import org.jspecify.annotations.NullMarked;
