/** Which codec a page is encoded with. */
@NullMarked
package org.pagurus.codec.select;

import org.jspecify.annotations.NullMarked;
