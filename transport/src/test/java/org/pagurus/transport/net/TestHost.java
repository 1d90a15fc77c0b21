package org.pagurus.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.pagurus.guest.net.MacAddress;

/** A host on a virtual switch that sends numbered frames and keeps what it receives. */
final class TestHost implements AutoCloseable {
    static final long LIMIT_SECONDS = 20;
    private static final int NUMBER_OFFSET = 14;

    final MacAddress mac;
    final SwitchPort port;
    private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(10_000);

    TestHost(VirtualSwitch to, String mac) throws IOException {
        this.mac = MacAddress.parse(mac);
        this.port = SwitchPort.connect(to.address(), received::add);
    }

    void send(MacAddress destination, int number) {
        port.accept(frame(destination, mac, number, 60));
    }

    /** Waits for the next frame and checks its number. */
    void expect(int number) throws InterruptedException {
        byte[] frame = received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertNotNull(frame, "no frame within " + LIMIT_SECONDS + " s, expected " + number);
        assertEquals(number, ByteBuffer.wrap(frame).getInt(NUMBER_OFFSET));
    }

    static byte[] frame(MacAddress destination, MacAddress source, int number, int bytes) {
        return ByteBuffer.allocate(bytes)
                .putShort((short) (destination.bits() >>> 32))
                .putInt((int) destination.bits())
                .putShort((short) (source.bits() >>> 32))
                .putInt((int) source.bits())
                .putShort((short) 0x88b5)
                .putInt(number)
                .array();
    }

    /** Waits until it holds, at most {@value #LIMIT_SECONDS} s. */
    static void await(String what, BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, "not within the limit: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
