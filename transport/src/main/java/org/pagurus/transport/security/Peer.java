package org.pagurus.transport.security;

/**
 * Who is on the other side of a connection.
 *
 * @param name for logs, and for counting what one peer takes: a name of its certificate that is on
 *     a list, or its address where there is no TLS
 * @param isHost whether it may bring guests here and take them
 * @param isOperator whether it may command this host
 */
public record Peer(String name, boolean isHost, boolean isOperator) {}
