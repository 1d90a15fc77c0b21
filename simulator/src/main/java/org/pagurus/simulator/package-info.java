/**
 * The discrete-event simulator, which drives the migration engine in virtual time. Its rooms come
 * with its own issue; until then {@code MigrationPair} in the engine's tests runs the engine on a
 * virtual clock.
 */
@NullMarked
package org.pagurus.simulator;

import org.jspecify.annotations.NullMarked;
