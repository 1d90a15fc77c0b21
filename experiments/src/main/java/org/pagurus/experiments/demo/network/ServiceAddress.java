package org.pagurus.experiments.demo.network;

import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.NicAddress;

/**
 * A client and the service that it works against.
 *
 * @param client the client's own addresses
 * @param guestIp where the guest answers
 * @param guestPort the UDP port of its service
 */
public record ServiceAddress(NicAddress client, Ipv4Address guestIp, int guestPort) {}
