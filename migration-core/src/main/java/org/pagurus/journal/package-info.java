/** Durable ownership records. */
@NullMarked
package org.pagurus.journal;

import org.jspecify.annotations.NullMarked;
