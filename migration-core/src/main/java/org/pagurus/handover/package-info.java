/** Who owns the guest. */
@NullMarked
package org.pagurus.handover;

import org.jspecify.annotations.NullMarked;
