/**
 * What a guest's pages take, found by sending some of them through the engine's own sender: real
 * contents, real writes, real codecs and selectors, and tables of what each coding takes.
 */
@NullMarked
package org.pagurus.simulator.sample;

import org.jspecify.annotations.NullMarked;
