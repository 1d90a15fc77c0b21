/** Migrations of bytes in virtual time: no pages, only how many bytes are dirty. */
@NullMarked
package org.pagurus.simulator.fluid;

import org.jspecify.annotations.NullMarked;
