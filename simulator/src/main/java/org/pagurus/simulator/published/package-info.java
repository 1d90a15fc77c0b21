/** Published migrations, simulated with working sets fitted to what was published of them. */
@NullMarked
package org.pagurus.simulator.published;

import org.jspecify.annotations.NullMarked;
