/** What clients of a guest saw while it moved. */
@NullMarked
package org.pagurus.experiments.client;

import org.jspecify.annotations.NullMarked;
