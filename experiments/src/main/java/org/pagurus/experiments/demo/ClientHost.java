package org.pagurus.experiments.demo;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.ArpPacket;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.MalformedFrameException;
import org.pagurus.guest.net.NetworkStack;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.MalformedDatagramException;

/**
 * A client's network side: it learns the guest's MAC by ARP, gratuitous or asked for, sends
 * datagrams to the guest and queues its replies with the time of their arrival.
 *
 * <p>A MAC once learned is kept until an ARP packet names another, as a host's ARP cache does for
 * minutes: so a handover without an announcement is seen as what it is.
 */
final class ClientHost {
    /** Replies that wait to be taken; more are dropped and counted. */
    static final int MAX_WAITING_REPLIES = 1_024;

    private static final int CLIENT_PORT = 40_000;
    private static final MacAddress NO_MAC = new MacAddress(0);

    private final LoadClientOptions options;
    private final NetworkStack stack;
    private final BlockingQueue<Arrival> replies = new ArrayBlockingQueue<>(MAX_WAITING_REPLIES);
    private final AtomicLong unusableDatagrams = new AtomicLong();

    /** Written by {@link #plug}, read by all threads. */
    private volatile FrameSink wire = frame -> {};

    /** Written by the thread that brings frames, read by the one that sends. */
    private volatile @Nullable MacAddress guestMac;

    ClientHost(LoadClientOptions options) {
        this.options = options;
        this.stack =
                new NetworkStack(
                        options.client(),
                        CLIENT_PORT,
                        this::takeReply,
                        frame -> wire.accept(frame));
    }

    /** A reply and when it came, in {@link System#nanoTime}. */
    record Arrival(long atNs, KeyValueReply reply) {}

    /** Plugs in the wire; before that, frames to be sent are lost. */
    void plug(FrameSink newWire) {
        wire = newWire;
    }

    /** Handles one frame from the wire. Called by one thread at a time. */
    void receive(byte[] frame) {
        learnGuest(frame);
        stack.receive(frame);
    }

    /** Sends a datagram to the guest, or a question for its MAC while that is not known. */
    void send(byte[] payload) {
        NicAddress self = options.client();
        MacAddress mac = guestMac;
        if (mac == null) {
            wire.accept(
                    new ArpPacket(
                                    ArpPacket.REQUEST,
                                    self.mac(),
                                    self.ip(),
                                    NO_MAC,
                                    options.guestIp())
                            .toFrame(MacAddress.BROADCAST));
        } else {
            wire.accept(
                    new UdpDatagram(CLIENT_PORT, options.guestPort(), payload)
                            .toFrame(self, new NicAddress(mac, options.guestIp())));
        }
    }

    boolean knowsGuest() {
        return guestMac != null;
    }

    /** The next reply, or null when none came within the time. */
    @Nullable Arrival poll(long timeoutNs) throws InterruptedException {
        return replies.poll(timeoutNs, TimeUnit.NANOSECONDS);
    }

    /** Datagrams that were no replies or found the queue full. */
    long unusableDatagrams() {
        return unusableDatagrams.get();
    }

    private byte @Nullable [] takeReply(byte[] payload) {
        long nowNs = System.nanoTime();
        try {
            if (!replies.offer(new Arrival(nowNs, KeyValueProtocol.decodeReply(payload)))) {
                unusableDatagrams.incrementAndGet();
            }
        } catch (MalformedDatagramException malformed) {
            unusableDatagrams.incrementAndGet();
        }
        return null;
    }

    private void learnGuest(byte[] frame) {
        try {
            if (EthernetHeader.read(frame).etherType() == EthernetHeader.TYPE_ARP) {
                ArpPacket packet = ArpPacket.read(frame, EthernetHeader.SIZE_BYTES);
                MacAddress sender = packet.senderMac();
                if (packet.senderIp().equals(options.guestIp())
                        && !sender.isGroup()
                        && !sender.equals(NO_MAC)) {
                    guestMac = sender;
                }
            }
        } catch (MalformedFrameException malformed) {
            // Nothing to learn. The stack reads the same bytes and counts the drop.
        }
    }
}
