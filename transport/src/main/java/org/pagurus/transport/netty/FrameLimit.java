package org.pagurus.transport.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/**
 * The longest frame that a connection takes, where that is less than the protocol allows: a control
 * message or a command. Page frames have the protocol's limit.
 */
public final class FrameLimit {
    private static final AttributeKey<Integer> KEY =
            AttributeKey.valueOf(FrameLimit.class, "bytes");

    private FrameLimit() {}

    public static void set(Channel channel, int bytes) {
        channel.attr(KEY).set(bytes);
    }

    /** The channel's limit, or the protocol's where that is less. */
    public static int of(Channel channel, int protocolBytes) {
        Integer bytes = channel.attr(KEY).get();
        return bytes == null ? protocolBytes : Math.min(bytes, protocolBytes);
    }
}
