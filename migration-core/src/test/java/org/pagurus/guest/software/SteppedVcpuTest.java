package org.pagurus.guest.software;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.PageBitmap;

/** What a guest in virtual time has done depends on the time alone, not on who looks when. */
class SteppedVcpuTest {
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.2"));
    private static final long MEMORY_BYTES = 1 << 20;
    private static final long SECOND_NS = 1_000_000_000L;

    /** A second at full speed, one at a quarter, one paused, and a quarter of one behind it. */
    private static SoftwareGuest live(String workload, AtomicLong clockNs, long lookNs)
            throws GuestException {
        SoftwareGuest guest = guest(workload, clockNs);
        guest.boot();
        guest.dirtyLog().start();
        guest.resume();
        pass(guest, clockNs, SECOND_NS, lookNs);
        guest.throttle(75);
        pass(guest, clockNs, SECOND_NS, lookNs);
        guest.pause();
        pass(guest, clockNs, SECOND_NS, lookNs);
        guest.throttle(0);
        guest.resume();
        pass(guest, clockNs, SECOND_NS / 4, lookNs);
        guest.pause();
        return guest;
    }

    private static void pass(SoftwareGuest guest, AtomicLong clockNs, long ns, long lookNs) {
        for (long leftNs = ns; leftNs > 0; leftNs -= Math.min(leftNs, lookNs)) {
            clockNs.addAndGet(Math.min(leftNs, lookNs));
            guest.runToNow();
        }
    }

    private static SoftwareGuest guest(String workload, AtomicLong clockNs) throws GuestException {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse(workload),
                        ContentMix.parse("text=50,heap=50"),
                        100 * 4096,
                        128 * 4096,
                        0,
                        1,
                        7);
        return SyntheticGuests.stepped(clockNs::get, MemorySource.FRESH)
                .create(
                        SyntheticGuests.describe("guest", MEMORY_BYTES, NIC, config),
                        DirtyLogKind.SOFTWARE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"uniform", "sequential", "hotcold", "zipf", "phased:uniform@0.3s+idle@0.2s"})
    void doesTheSameHoweverOftenItIsLookedAt(String workload) throws GuestException {
        try (SoftwareGuest seldom = live(workload, new AtomicLong(), Long.MAX_VALUE);
                SoftwareGuest often = live(workload, new AtomicLong(), 313_131)) {
            assertArrayEquals(
                    often.memory().segment().toArray(ValueLayout.JAVA_LONG),
                    seldom.memory().segment().toArray(ValueLayout.JAVA_LONG));
            assertArrayEquals(often.saveDeviceState(), seldom.saveDeviceState());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {SECOND_NS, 1_234_567})
    void writesAtItsRateWhileItRuns(long lookNs) throws GuestException {
        try (SoftwareGuest guest = live("sequential", new AtomicLong(), lookNs)) {
            PageBitmap dirty = new PageBitmap(guest.memory().pageCount());
            guest.dirtyLog().harvest(dirty);
            // 1 s + 0.25 s + 0.25 s of 100 pages a second, over 128 pages.
            assertEquals(128, dirty.cardinality());
        }
    }

    /** A guest that has moved goes on where it was, at the destination's time. */
    @ParameterizedTest
    @ValueSource(strings = {"uniform", "phased:uniform@0.3s+idle@0.2s"})
    void goesOnWhereItWasSaved(String workload) throws GuestException {
        AtomicLong clockNs = new AtomicLong();
        AtomicLong farClockNs = new AtomicLong(77 * SECOND_NS);
        try (SoftwareGuest stays = live(workload, clockNs, SECOND_NS);
                SoftwareGuest moved = guest(workload, farClockNs)) {
            moved.memory().segment().copyFrom(stays.memory().segment());
            moved.loadDeviceState(stays.saveDeviceState());
            stays.resume();
            moved.resume();
            pass(stays, clockNs, SECOND_NS, SECOND_NS);
            pass(moved, farClockNs, SECOND_NS, 1_000_000);
            stays.pause();
            moved.pause();
            assertArrayEquals(
                    stays.memory().segment().toArray(ValueLayout.JAVA_LONG),
                    moved.memory().segment().toArray(ValueLayout.JAVA_LONG));
        }
    }
}
