package org.pagurus.transport.net;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.pagurus.guest.net.DropCounters;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.MalformedFrameException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A learning bridge (IEEE 802.1D without spanning tree): it learns source MACs, sends a frame for a
 * known MAC to its port, any other to all ports, and none back where it came from.
 *
 * <p>Ports are added, removed and served by the switch's thread; statistics are read by any.
 */
final class Bridge {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /** A MAC that flaps could fill the log. Later moves are counted only. */
    private static final int LOGGED_MOVES = 1_000;

    private final SwitchLimits limits;
    private final DropCounters<SwitchDrop> drops = new DropCounters<>(SwitchDrop.class);
    private final AtomicLong forwardedFrames = new AtomicLong();
    private final AtomicLong floodedFrames = new AtomicLong();
    private final AtomicLong macMoves = new AtomicLong();

    /** Changed by the switch's thread, read by any. */
    private final Set<BridgedPort> ports = ConcurrentHashMap.newKeySet();

    /** Owner: the switch's thread. */
    private final MacTable<BridgedPort> macs;

    /** The table's size. Written by the switch's thread, read by any. */
    private volatile int macCount;

    Bridge(SwitchLimits limits) {
        this.limits = limits;
        this.macs = new MacTable<>(limits.maxMacs());
    }

    DropCounters<SwitchDrop> drops() {
        return drops;
    }

    /** Takes in a port, or refuses it when there are too many. */
    boolean add(BridgedPort port) {
        if (ports.size() >= limits.maxPorts()) {
            drops.count(SwitchDrop.PORT_LIMIT);
            LOG.warn("{}: refused, all {} ports are taken", port, limits.maxPorts());
            return false;
        }
        ports.add(port);
        LOG.info("{}: opened", port);
        return true;
    }

    /** Lets a port go with the MACs behind it. Harmless for a port that was refused. */
    void remove(BridgedPort port) {
        if (ports.remove(port)) {
            int flushed = macs.flush(port);
            macCount = macs.size();
            LOG.info("{}: closed, {} MACs flushed", port, flushed);
        }
    }

    void receive(BridgedPort from, byte[] frame) {
        from.countReceived();
        EthernetHeader header;
        try {
            header = EthernetHeader.read(frame);
        } catch (MalformedFrameException malformed) {
            throw new AssertionError("the framing lets no such frame pass", malformed);
        }
        if (header.source().isGroup()) {
            drops.count(SwitchDrop.GROUP_SOURCE);
            return;
        }
        learn(header.source(), from);
        BridgedPort to = header.destination().isGroup() ? null : macs.portOf(header.destination());
        if (to == null) {
            flood(from, frame);
        } else if (to == from) {
            drops.count(SwitchDrop.SAME_PORT);
        } else {
            forwardedFrames.incrementAndGet();
            to.send(frame);
        }
    }

    SwitchStatistics statistics() {
        List<SwitchStatistics.PortStatistics> open =
                ports.stream()
                        .sorted(Comparator.comparingInt(BridgedPort::number))
                        .map(BridgedPort::statistics)
                        .toList();
        return new SwitchStatistics(
                macCount,
                forwardedFrames.get(),
                floodedFrames.get(),
                macMoves.get(),
                drops.snapshot(),
                open);
    }

    private void learn(MacAddress source, BridgedPort from) {
        switch (macs.learn(source, from)) {
            case KNOWN -> {}
            case NEW -> macCount = macs.size();
            case FULL -> drops.count(SwitchDrop.MAC_TABLE_FULL);
            case MOVED -> {
                if (macMoves.incrementAndGet() <= LOGGED_MOVES) {
                    LOG.info("{}: {} moved here", from, source);
                }
            }
        }
    }

    private void flood(BridgedPort from, byte[] frame) {
        if (ports.size() < 2) {
            drops.count(SwitchDrop.NO_RECEIVER);
            return;
        }
        floodedFrames.incrementAndGet();
        for (BridgedPort to : ports) {
            if (to != from) {
                to.send(frame);
            }
        }
    }
}
