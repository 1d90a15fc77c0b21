/** What must hold whatever goes wrong: each checker watches a migration and holds one thing. */
@NullMarked
package org.pagurus.simulator.checker;

import org.jspecify.annotations.NullMarked;
