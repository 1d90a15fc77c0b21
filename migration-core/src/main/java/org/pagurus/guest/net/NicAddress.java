package org.pagurus.guest.net;

/** The addresses that move with a guest. */
public record NicAddress(MacAddress mac, Ipv4Address ip) {}
