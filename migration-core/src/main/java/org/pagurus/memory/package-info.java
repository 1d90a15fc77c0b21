/** Page numbers and ranges, guest memory, the dirty bitmap and the dirty log. */
@NullMarked
package org.pagurus.memory;

import org.jspecify.annotations.NullMarked;
