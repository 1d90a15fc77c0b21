/** A guest made of real memory that workload threads really write to. */
@NullMarked
package org.pagurus.guest.synthetic;

import org.jspecify.annotations.NullMarked;
