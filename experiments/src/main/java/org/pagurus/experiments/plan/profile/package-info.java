/** What a guest does, found out by looking at it. */
@NullMarked
package org.pagurus.experiments.plan.profile;

import org.jspecify.annotations.NullMarked;
