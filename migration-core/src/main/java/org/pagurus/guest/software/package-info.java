/**
 * The machine shared by every guest made of threads that write memory: vCPUs, pause, clock, NIC.
 */
@NullMarked
package org.pagurus.guest.software;

import org.jspecify.annotations.NullMarked;
