package org.pagurus.transport.security;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** No protection: whoever reaches the port may do everything. */
final class PlainTransport implements TransportSecurity {
    @Override
    public boolean isTls() {
        return false;
    }

    @Override
    public void protectIncoming(Channel channel) {}

    @Override
    public void protectOutgoing(Channel channel, InetSocketAddress to) {}

    @Override
    public Peer peer(Channel channel) {
        String name =
                channel.remoteAddress() instanceof InetSocketAddress address
                                && address.getAddress() != null
                        ? address.getAddress().getHostAddress()
                        : String.valueOf(channel.remoteAddress());
        return new Peer(name, true, true);
    }
}
