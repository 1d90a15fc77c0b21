package org.pagurus.transport.driver;

import java.net.InetSocketAddress;
import org.pagurus.transport.netty.LinkRateLimit;
import org.pagurus.transport.netty.PrefaceClient;

/**
 * The way from the source to a destination.
 *
 * @param client connects
 * @param rate of one migration, which all its page streams share
 */
public record SourceLink(PrefaceClient client, InetSocketAddress destination, LinkRateLimit rate) {}
