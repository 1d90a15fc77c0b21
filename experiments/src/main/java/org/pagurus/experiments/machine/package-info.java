/** What this machine has. */
@NullMarked
package org.pagurus.experiments.machine;

import org.jspecify.annotations.NullMarked;
