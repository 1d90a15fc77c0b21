package org.pagurus.transport.driver;

import java.net.InetSocketAddress;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.transport.netty.PrefaceClient;

/**
 * The way from the source to a destination.
 *
 * @param client connects
 * @param listenPort where this host listens, so that the destination can ask it; 0 for nowhere
 * @param rate of one migration, which all its page streams share
 */
public record SourceLink(
        PrefaceClient client, InetSocketAddress destination, int listenPort, LinkRateLimit rate) {}
