/** Starting processes of our own. */
@NullMarked
package org.pagurus.experiments.process;

import org.jspecify.annotations.NullMarked;
