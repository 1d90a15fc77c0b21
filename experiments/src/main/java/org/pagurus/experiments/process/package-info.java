/** Starting processes of our own, and what is undone when this one ends. */
@NullMarked
package org.pagurus.experiments.process;

import org.jspecify.annotations.NullMarked;
