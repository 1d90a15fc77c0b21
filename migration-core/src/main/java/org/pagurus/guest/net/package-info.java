/** The guest's virtual NIC and the few protocols it speaks: ARP, ICMP echo, UDP. */
@NullMarked
package org.pagurus.guest.net;

import org.jspecify.annotations.NullMarked;
