package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.DirtyLogs;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/** Runs real guests on the real clock; waits for conditions and never for a time. */
@Timeout(60)
class SyntheticGuestsTest {
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.2"));
    private static final long MEMORY_BYTES = 4 << 20;
    private static final long SERVICE_BYTES = 16 * Page.SIZE_BYTES;
    private static final long WORKING_SET_PAGES = 500;

    @Test
    void bootsWithContentsAndLeavesTheServiceEmpty() throws GuestException {
        try (BootableGuest guest = create(config("uniform", 1))) {
            guest.boot();
            GuestMemory memory = guest.memory();
            long filled = 0;
            for (long page = 0; page < memory.pageCount(); page++) {
                boolean zero = memory.isZeroPage(page);
                assertTrue(zero || page < servicePage(memory), "page " + page);
                filled += zero ? 0 : 1;
            }
            assertEquals(0.8 * memory.pageCount(), filled, 0.1 * memory.pageCount());
        }
    }

    @Test
    void writesNothingWhilePaused() throws GuestException {
        try (BootableGuest guest = create(config("uniform", 4))) {
            guest.boot();
            for (int i = 0; i < 20; i++) {
                long before = checksum(guest.memory());
                guest.resume();
                while (checksum(guest.memory()) == before) {
                    Thread.onSpinWait();
                }
                guest.pause();
                long atPause = checksum(guest.memory());
                Thread.yield();
                assertEquals(atPause, checksum(guest.memory()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesItsWorkingSetOnlyAndLogsEveryPageItWrites(DirtyLogKind log) throws GuestException {
        assumeTrue(DirtyLogs.unavailable(log).isEmpty(), () -> log + " dirty log");
        GuestDescription description =
                SyntheticGuests.describe("guest", MEMORY_BYTES, NIC, config("zipf", 3));
        try (BootableGuest guest =
                new SyntheticGuests(System::nanoTime, MemorySource.FRESH)
                        .create(description, log)) {
            guest.boot();
            byte[] before = bytes(guest.memory());
            guest.dirtyLog().start();
            PageBitmap dirty = new PageBitmap(guest.memory().pageCount());
            guest.resume();
            while (guest.dirtyLog().harvest(dirty) == 0 || dirty.cardinality() < 300) {
                Thread.onSpinWait();
            }
            guest.pause();
            guest.dirtyLog().harvest(dirty);
            byte[] after = bytes(guest.memory());
            for (int page = 0; page < dirty.pageCount(); page++) {
                boolean inSet = page >= 1 && page <= WORKING_SET_PAGES;
                assertTrue(inSet || !dirty.get(page), "page " + page + " was logged");
                if (!same(before, after, page)) {
                    assertTrue(dirty.get(page), "page " + page + " changed and was not logged");
                }
            }
        }
    }

    @Test
    void aCheckSeesAStalePageAndLeavesTheGuestAsItWas() throws GuestException {
        try (BootableGuest guest = create(config("invariant", 1))) {
            guest.boot();
            assertTrue(guest.check().intact());
            assertEquals("paused", guest.status().split(",")[0]);
            guest.resume();
            while (firstWord(guest) <= 3) {
                Thread.onSpinWait();
            }
            assertTrue(guest.check().intact(), guest.check()::text);
            assertEquals("running", guest.status().split(",")[0]);
            guest.pause();
            guest.memory().segment().set(ValueLayout.JAVA_LONG_UNALIGNED, Page.offsetBytes(7), 1);
            assertFalse(guest.check().intact());
            assertTrue(guest.check().text().startsWith("page 7 must hold "), guest.check()::text);
        }
    }

    @Test
    void thereIsNothingToCheckWithAnotherWorkload() throws GuestException {
        try (BootableGuest guest = create(config("uniform", 1))) {
            guest.boot();
            GuestException refused = assertThrows(GuestException.class, guest::check);
            assertEquals(
                    "workload: expected invariant, of which something holds at any time, but found"
                            + " uniform",
                    refused.getMessage());
        }
    }

    @Test
    void keepsTheInvariantWhereverItIsPaused() throws GuestException {
        try (BootableGuest guest = create(config("invariant", 1))) {
            guest.boot();
            long round = 0;
            for (int i = 0; i < 20; i++) {
                guest.resume();
                while (firstWord(guest) <= round) {
                    Thread.onSpinWait();
                }
                guest.pause();
                round = intact(guest).round();
            }
        }
    }

    @Test
    void goesOnInASecondGuestAfterAMove() throws GuestException {
        try (BootableGuest source = create(config("invariant", 1));
                BootableGuest destination = create(config("invariant", 1))) {
            source.boot();
            source.resume();
            while (firstWord(source) < 3) {
                Thread.onSpinWait();
            }
            source.pause();
            InvariantChecker.Intact left = intact(source);
            MemorySegment.copy(
                    source.memory().segment(), 0, destination.memory().segment(), 0, MEMORY_BYTES);
            destination.loadDeviceState(source.saveDeviceState());
            destination.resume();
            while (firstWord(destination) < left.round() + 5) {
                Thread.onSpinWait();
            }
            destination.pause();
            // A writer that began at another page would leave two steps.
            assertTrue(intact(destination).round() > left.round());
            assertEquals(left, intact(source));
        }
    }

    @Test
    void aLostPageIsSeen() throws GuestException {
        try (BootableGuest guest = create(config("invariant", 1))) {
            guest.boot();
            guest.resume();
            while (firstWord(guest) < 3) {
                Thread.onSpinWait();
            }
            guest.pause();
            guest.memory().clearPage(77);
            assertEquals(77, assertInstanceOf(InvariantChecker.Broken.class, check(guest)).page());
        }
    }

    @Test
    void bothHostsOfTheSameSeedBootTheSameMemory() throws GuestException {
        try (BootableGuest one = create(config("uniform", 1));
                BootableGuest two = create(config("uniform", 1))) {
            one.boot();
            assertNotEquals(checksum(one.memory()), checksum(two.memory()));
            two.boot();
            assertEquals(checksum(one.memory()), checksum(two.memory()));
        }
    }

    @Test
    void refusesAWorkingSetThatDoesNotFit() {
        GuestDescription tooSmall =
                SyntheticGuests.describe("g", 1 << 20, NIC, config("uniform", 1));
        GuestException error =
                assertThrows(
                        GuestException.class,
                        () ->
                                new SyntheticGuests(System::nanoTime, MemorySource.FRESH)
                                        .create(tooSmall, DirtyLogKind.SOFTWARE));
        assertTrue(
                String.valueOf(error.getMessage())
                        .startsWith("configuration: workingSetBytes must be at most"),
                error.getMessage());
    }

    private static SyntheticConfig config(String workload, int vcpus) {
        return new SyntheticConfig(
                Workloads.parse(workload),
                ContentMix.TYPICAL,
                1L << 30,
                WORKING_SET_PAGES * Page.SIZE_BYTES,
                SERVICE_BYTES,
                vcpus,
                11);
    }

    private static BootableGuest create(SyntheticConfig config) throws GuestException {
        return new SyntheticGuests(System::nanoTime, MemorySource.FRESH)
                .create(
                        SyntheticGuests.describe("guest", MEMORY_BYTES, NIC, config),
                        DirtyLogKind.SOFTWARE);
    }

    private static long servicePage(GuestMemory memory) {
        return memory.pageCount() - Page.count(SERVICE_BYTES);
    }

    private static InvariantChecker.Result check(Guest guest) {
        return InvariantChecker.check(
                guest.memory(), SyntheticConfig.FIRST_PAGE, WORKING_SET_PAGES);
    }

    private static InvariantChecker.Intact intact(Guest guest) {
        return assertInstanceOf(InvariantChecker.Intact.class, check(guest));
    }

    private static long firstWord(Guest guest) {
        return guest.memory().segment().get(ValueLayout.JAVA_LONG, Page.SIZE_BYTES);
    }

    private static long checksum(GuestMemory memory) {
        CRC32C crc = new CRC32C();
        crc.update(memory.segment().asByteBuffer());
        return crc.getValue();
    }

    private static byte[] bytes(GuestMemory memory) {
        return memory.segment().toArray(ValueLayout.JAVA_BYTE);
    }

    private static boolean same(byte[] before, byte[] after, int page) {
        int from = page * Page.SIZE_BYTES;
        int to = from + Page.SIZE_BYTES;
        return Arrays.equals(before, from, to, after, from, to);
    }
}
