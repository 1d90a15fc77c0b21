/** What a guest writes: classes of pages that are written alike. */
@NullMarked
package org.pagurus.simulator.workload;

import org.jspecify.annotations.NullMarked;
