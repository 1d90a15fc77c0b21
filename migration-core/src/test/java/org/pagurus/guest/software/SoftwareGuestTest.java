package org.pagurus.guest.software;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.guest.DeviceState;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.IcmpEcho;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.Ipv4Header;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.MalformedFrameException;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.service.KeyValueStatus;
import org.pagurus.guest.service.MalformedDatagramException;
import org.pagurus.guest.software.wire.MachineState;
import org.pagurus.guest.software.wire.VcpuState;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

@Timeout(30)
class SoftwareGuestTest {
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("02:00:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.2"));
    private static final int PAGES = 64;
    private static final int SERVICE_PAGES = 8;

    private final List<byte[]> wire = new ArrayList<>();

    @Test
    void throttlingSlowsItsRunningTime() throws GuestException {
        AtomicLong wallNs = new AtomicLong();
        try (SoftwareGuest guest = create(wallNs)) {
            guest.resume();
            guest.throttle(90);
            wallNs.addAndGet(20_000_000_000L);
            assertEquals(
                    "running, 2 s in all, moved 0 times, throttled 90 %, 0 frames dropped",
                    guest.status());
        }
    }

    @Test
    void refusesAThrottleOutsideItsBounds() throws GuestException {
        try (SoftwareGuest guest = create(new AtomicLong())) {
            assertThrows(IllegalArgumentException.class, () -> guest.throttle(-1));
            assertThrows(IllegalArgumentException.class, () -> guest.throttle(100));
        }
    }

    @Test
    void answersPingWhileItRunsOnly() throws GuestException, MalformedFrameException {
        byte[] ping = new IcmpEcho(IcmpEcho.REQUEST, 1, 2, new byte[] {3}).toFrame(CLIENT, NIC);
        try (SoftwareGuest guest = create(new AtomicLong())) {
            guest.nic().plug(wire::add);
            guest.nic().receive(ping);
            assertEquals(0, wire.size());
            guest.resume();
            guest.nic().receive(ping);
            assertEquals(1, wire.size());
            byte[] reply = wire.getFirst();
            Ipv4Header ip = Ipv4Header.read(reply, EthernetHeader.SIZE_BYTES);
            assertEquals(IcmpEcho.REPLY, IcmpEcho.read(reply, ip).type());
            guest.pause();
            guest.nic().receive(ping);
            assertEquals(1, wire.size());
            assertEquals(2, guest.nic().droppedFrames());
        }
    }

    @Test
    void dropsAndCountsRepliesWithoutAWire() throws GuestException {
        byte[] ping = new IcmpEcho(IcmpEcho.REQUEST, 1, 2, new byte[] {3}).toFrame(CLIENT, NIC);
        try (SoftwareGuest guest = create(new AtomicLong())) {
            guest.resume();
            guest.nic().receive(ping);
            assertEquals(1, guest.nic().droppedFrames());
            guest.nic().plug(wire::add);
            guest.nic().receive(ping);
            guest.nic().unplug();
            guest.nic().receive(ping);
            assertEquals(1, wire.size());
            assertEquals(2, guest.nic().droppedFrames());
        }
    }

    @Test
    void noReplyLeavesAfterPause() throws GuestException, InterruptedException {
        byte[] ping = new IcmpEcho(IcmpEcho.REQUEST, 1, 2, new byte[] {3}).toFrame(CLIENT, NIC);
        AtomicLong replies = new AtomicLong();
        try (SoftwareGuest guest = create(new AtomicLong())) {
            guest.nic().plug(frame -> replies.incrementAndGet());
            Thread client =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (!Thread.currentThread().isInterrupted()) {
                                            guest.nic().receive(ping);
                                        }
                                    });
            for (int i = 0; i < 200; i++) {
                long before = replies.get();
                guest.resume();
                while (replies.get() == before) {
                    Thread.onSpinWait();
                }
                guest.pause();
                long atPause = replies.get();
                Thread.yield();
                assertEquals(atPause, replies.get());
            }
            client.interrupt();
            client.join();
        }
    }

    @Test
    void keepsItsKeysInTheLastPagesOfItsMemory()
            throws GuestException, MalformedFrameException, MalformedDatagramException {
        byte[] value = new byte[KeyValueProtocol.VALUE_BYTES];
        value[5] = 55;
        try (SoftwareGuest source = create(new AtomicLong());
                SoftwareGuest destination = create(new AtomicLong())) {
            source.dirtyLog().start();
            source.resume();
            KeyValueReply stored = ask(source, new KeyValueRequest.Put(1, 42, 7, value));
            assertEquals(KeyValueStatus.STORED, stored.status());
            source.pause();
            PageBitmap dirty = new PageBitmap(PAGES);
            assertEquals(1, source.dirtyLog().harvest(dirty));
            assertTrue(dirty.next(0) >= PAGES - SERVICE_PAGES, "page " + dirty.next(0));
            destination.memory().segment().copyFrom(source.memory().segment());
            destination.loadDeviceState(source.saveDeviceState());
            destination.resume();
            KeyValueReply found = ask(destination, new KeyValueRequest.Get(2, 42));
            assertEquals(KeyValueStatus.FOUND, found.status());
            assertEquals(7, found.version());
            assertArrayEquals(value, found.value());
            assertEquals(0, stored.generation());
            assertEquals(1, found.generation());
        }
    }

    @Test
    void countsEachMove() throws GuestException {
        AtomicLong wallNs = new AtomicLong();
        try (SoftwareGuest first = create(wallNs);
                SoftwareGuest second = create(wallNs);
                SoftwareGuest third = create(wallNs)) {
            first.resume();
            wallNs.addAndGet(3_000_000_000L);
            first.pause();
            second.loadDeviceState(first.saveDeviceState());
            third.loadDeviceState(second.saveDeviceState());
            assertEquals(2, third.generation());
            assertEquals(
                    "paused, 3 s in all, moved 2 times, throttled 0 %, 0 frames dropped",
                    third.status());
        }
    }

    @Test
    void savesAndLoadsItsStateOnlyWhilePaused() throws GuestException {
        try (SoftwareGuest guest = create(new AtomicLong())) {
            byte[] state = guest.saveDeviceState();
            guest.resume();
            assertThrows(IllegalStateException.class, guest::saveDeviceState);
            assertThrows(IllegalStateException.class, () -> guest.loadDeviceState(state));
        }
    }

    /** So that a paused guest need not wait for the classes that do it. */
    @Test
    void loadsItsStateOnceWhenItIsMade() throws GuestException {
        CountingActivity activity = new CountingActivity("");
        try (SoftwareGuest guest = create(() -> 0, activity)) {
            assertEquals(1, activity.loads());
            assertEquals(0, guest.generation());
        }
    }

    @Test
    void refusesAHostileState() throws GuestException {
        MachineState.Builder state =
                MachineState.newBuilder().addVcpus(VcpuState.newBuilder().setName("counter"));
        assertRefused(new byte[] {1, 2, 3}, "device state must be a MachineState");
        assertRefused(new byte[DeviceState.MAX_BYTES + 1], "device state must have at most");
        assertRefused(
                state.clone().setRunningNs(-1).build().toByteArray(),
                "device state: running_ns must be below");
        assertRefused(
                MachineState.getDefaultInstance().toByteArray(),
                "device state: vcpus must be 1 but are 0");
        assertRefused(
                state.clone()
                        .setVcpus(0, VcpuState.newBuilder().setName("evil\nname"))
                        .build()
                        .toByteArray(),
                "device state: vCPU must be counter but is 'evil?name'");
        assertRefused(
                state.build().toByteArray(), "device state of vCPU counter: must have one byte");
    }

    @Test
    void saysWhyAVcpuStopped() throws GuestException, InterruptedException {
        CountingActivity activity = new CountingActivity("disk is gone");
        try (SoftwareGuest guest = create(System::nanoTime, activity)) {
            guest.resume();
            activity.awaitClosed();
            while (!guest.status().endsWith("counter stopped: disk is gone")) {
                Thread.onSpinWait();
            }
            guest.pause();
        }
    }

    @Test
    void endsItsThreadsWhenClosedAndMayBeClosedAgain() throws GuestException, InterruptedException {
        CountingActivity activity = new CountingActivity("");
        SoftwareGuest guest = create(System::nanoTime, activity);
        guest.resume();
        activity.awaitStep();
        Thread thread = activity.thread();
        assertEquals("guest/counter", thread.getName());
        assertTrue(thread.isDaemon());
        guest.close();
        guest.close();
        activity.awaitClosed();
        thread.join();
        assertThrows(IllegalStateException.class, guest::resume);
        assertThrows(IllegalStateException.class, guest::saveDeviceState);
        assertFalse(guest.memory().segment().scope().isAlive());
    }

    @Test
    void closesWithoutEverHavingRun() throws GuestException {
        SoftwareGuest guest = create(new AtomicLong());
        guest.close();
        assertFalse(guest.memory().segment().scope().isAlive());
        guest.nic().receive(new byte[60]);
        assertEquals(1, guest.nic().droppedFrames());
    }

    @Test
    void bootsBeforeItRunsOnly() throws GuestException {
        try (SoftwareGuest guest = create(new AtomicLong())) {
            guest.boot();
            assertEquals(77, guest.memory().segment().get(ValueLayout.JAVA_BYTE, 0));
            guest.resume();
            guest.pause();
            assertThrows(IllegalStateException.class, guest::boot);
        }
    }

    private void assertRefused(byte[] state, String message) throws GuestException {
        try (SoftwareGuest guest = create(new AtomicLong())) {
            GuestException error =
                    assertThrows(GuestException.class, () -> guest.loadDeviceState(state));
            assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
            assertEquals(0, guest.generation());
        }
    }

    private KeyValueReply ask(SoftwareGuest guest, KeyValueRequest request)
            throws MalformedFrameException, MalformedDatagramException {
        guest.nic().plug(wire::add);
        UdpDatagram datagram =
                new UdpDatagram(
                        4000, KeyValueProtocol.DEFAULT_PORT, KeyValueProtocol.encode(request));
        guest.nic().receive(datagram.toFrame(CLIENT, NIC));
        byte[] reply = wire.removeLast();
        Ipv4Header ip = Ipv4Header.read(reply, EthernetHeader.SIZE_BYTES);
        return KeyValueProtocol.decodeReply(UdpDatagram.read(reply, ip).payload());
    }

    private static SoftwareGuest create(AtomicLong wallNs) throws GuestException {
        return create(wallNs::get, new CountingActivity(""));
    }

    private static SoftwareGuest create(LongSupplier nanoTime, Activity activity)
            throws GuestException {
        GuestDescription description =
                new GuestDescription(
                        "guest", "test", PAGES * Page.SIZE_BYTES, NIC, ByteString.EMPTY);
        return new SoftwareGuest(
                description,
                new SoftwareGuest.Parts(
                        MachineMemory.open(description, DirtyLogKind.SOFTWARE, MemorySource.FRESH),
                        SERVICE_PAGES,
                        memory -> memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 77),
                        List.of(activity),
                        nanoTime,
                        false));
    }
}
