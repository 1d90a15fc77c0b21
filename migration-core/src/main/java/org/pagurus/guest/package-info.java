/**
 * What a guest can do for the engine: memory, dirty log, pause, resume, device state, throttling.
 */
@NullMarked
package org.pagurus.guest;

import org.jspecify.annotations.NullMarked;
