package org.pagurus.transport.net;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;
import org.pagurus.guest.net.DropCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch's end of one connection: a bounded output and counters. Used by the switch's thread;
 * the counters are read by any.
 */
final class BridgedPort {
    private static final Logger LOG = LoggerFactory.getLogger(BridgedPort.class);

    private final int number;
    private final Channel channel;
    private final String peer;
    private final DropCounters<SwitchDrop> drops;
    private final AtomicLong receivedFrames = new AtomicLong();
    private final AtomicLong sentFrames = new AtomicLong();
    private final AtomicLong outputFullDrops = new AtomicLong();

    BridgedPort(int number, Channel channel, DropCounters<SwitchDrop> drops) {
        this.number = number;
        this.channel = channel;
        this.peer = String.valueOf(channel.remoteAddress());
        this.drops = drops;
    }

    int number() {
        return number;
    }

    void countReceived() {
        receivedFrames.incrementAndGet();
    }

    /** Sends the frame, or drops it when the port is closed or its output full. */
    void send(byte[] frame) {
        if (!channel.isActive()) {
            // Closed a moment ago; a closed channel is never writable, so this is asked first.
            drops.count(SwitchDrop.PORT_CLOSED);
            return;
        }
        if (!channel.isWritable()) {
            drops.count(SwitchDrop.OUTPUT_FULL);
            if (outputFullDrops.incrementAndGet() == 1) {
                LOG.warn("{}: output full, dropping frames (logged once a port)", this);
            }
            return;
        }
        channel.writeAndFlush(SocketFraming.encode(channel.alloc(), frame))
                .addListener(
                        written -> {
                            if (written.isSuccess()) {
                                sentFrames.incrementAndGet();
                            } else {
                                drops.count(SwitchDrop.PORT_CLOSED);
                            }
                        });
    }

    SwitchStatistics.PortStatistics statistics() {
        return new SwitchStatistics.PortStatistics(
                number, peer, receivedFrames.get(), sentFrames.get(), outputFullDrops.get());
    }

    @Override
    public String toString() {
        return "port " + number + " (" + peer + ")";
    }
}
