/** What a person sees while a migration runs. */
@NullMarked
package org.pagurus.experiments.progress;

import org.jspecify.annotations.NullMarked;
