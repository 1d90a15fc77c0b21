/** Two folders of results side by side: what differs, and whether it matters. */
@NullMarked
package org.pagurus.experiments.compare;

import org.jspecify.annotations.NullMarked;
