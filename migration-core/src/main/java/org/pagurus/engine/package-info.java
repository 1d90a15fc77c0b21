/** What both sides of a migration share: options, outcomes, the clock offset. */
@NullMarked
package org.pagurus.engine;

import org.jspecify.annotations.NullMarked;
