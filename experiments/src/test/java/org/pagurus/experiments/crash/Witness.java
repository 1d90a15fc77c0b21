package org.pagurus.experiments.crash;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.pagurus.guest.net.ArpPacket;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.transport.net.SwitchPort;

/**
 * Asks everyone on the network for the guest's address, each time as another asker, and counts who
 * answers: every guest that runs does. Two answers to one question are two guests.
 */
final class Witness implements AutoCloseable {
    private static final int MAX_QUESTIONS = 30_000;
    private static final long INTERVAL_MS = 4;
    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:77");

    /** The first asker: 10.77.0.0. */
    private static final int FIRST_IP = 0x0a4d_0000;

    private final Ipv4Address guest;
    private final SwitchPort port;
    private final AtomicIntegerArray answers = new AtomicIntegerArray(MAX_QUESTIONS);
    private final Thread thread = Thread.ofPlatform().name("witness").daemon().unstarted(this::ask);
    private volatile int asked;
    private volatile boolean stopping;

    Witness(InetSocketAddress virtualSwitch, Ipv4Address guest) throws IOException {
        this.guest = guest;
        port = SwitchPort.connect(virtualSwitch, this::receive);
        thread.start();
    }

    /** Questions that were answered twice. */
    int doubled() {
        int doubled = 0;
        for (int i = 0; i < asked; i++) {
            doubled += answers.get(i) > 1 ? 1 : 0;
        }
        return doubled;
    }

    /** Whether the guest answers questions that are asked from now on, and answers them once. */
    boolean answersOnce(int questions) throws InterruptedException {
        int from = asked;
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        int once = 0;
        while (once < questions && System.nanoTime() < deadlineNs) {
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
            once = 0;
            for (int i = from; i < asked; i++) {
                if (answers.get(i) > 1) {
                    return false;
                }
                once += answers.get(i);
            }
        }
        return once >= questions;
    }

    private void ask() {
        try {
            while (!stopping && asked < MAX_QUESTIONS) {
                Ipv4Address asker = new Ipv4Address(FIRST_IP + asked);
                port.accept(
                        new ArpPacket(ArpPacket.REQUEST, MAC, asker, new MacAddress(0), guest)
                                .toFrame(MacAddress.BROADCAST));
                asked++; // this thread alone counts
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
            }
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    private void receive(byte[] frame) {
        // Ethernet: 14 bytes; ARP: operation at 6, sender IP at 14, target IP at 24.
        if (frame.length < 42 || int16(frame, 12) != 0x0806 || int16(frame, 20) != 2) {
            return;
        }
        int question = int32(frame, 38) - FIRST_IP;
        if (int32(frame, 28) == guest.bits() && question >= 0 && question < MAX_QUESTIONS) {
            answers.incrementAndGet(question);
        }
    }

    private static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) << 16 | int16(bytes, at + 2);
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        port.close();
    }
}
