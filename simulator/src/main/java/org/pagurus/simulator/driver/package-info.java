/**
 * The exact driver: two real engines with real memory, real bitmaps and real codecs, whose actions
 * are carried out in virtual time. What they cost is taken from tables of what was measured.
 */
@NullMarked
package org.pagurus.simulator.driver;

import org.jspecify.annotations.NullMarked;
