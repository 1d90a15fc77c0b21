/** The two-host demo: a client that works against a guest while it moves and keeps the books. */
@NullMarked
package org.pagurus.experiments.demo;

import org.jspecify.annotations.NullMarked;
