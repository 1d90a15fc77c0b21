/**
 * The way of a page: out of the source's memory into frames, out of frames into the destination's
 * memory.
 */
@NullMarked
package org.pagurus.engine.page;

import org.jspecify.annotations.NullMarked;
