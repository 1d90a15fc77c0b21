/**
 * What carries bytes in virtual time: hosts, switches, links that transfers share, and channels.
 */
@NullMarked
package org.pagurus.simulator.link;

import org.jspecify.annotations.NullMarked;
