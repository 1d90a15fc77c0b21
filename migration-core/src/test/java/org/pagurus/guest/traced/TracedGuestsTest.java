package org.pagurus.guest.traced;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.software.wire.TracedConfiguration;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

@Timeout(60)
class TracedGuestsTest {
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.2"));
    private static final long SERVICE_BYTES = 8 * Page.SIZE_BYTES;

    @TempDir private Path otherHost = Path.of("");

    private final TraceDirectory trace = open();
    private final TracedGuests guests =
            new TracedGuests(TraceFiles.TRACES, System::nanoTime, MemorySource.FRESH);

    @Test
    void replaysTheTraceInRealTimeAndGoesOnAfterAMove() throws GuestException {
        GuestDescription description = describe();
        try (BootableGuest source = guests.create(description, DirtyLogKind.SOFTWARE);
                BootableGuest destination = guests.create(description, DirtyLogKind.SOFTWARE)) {
            source.boot();
            assertEquals((512 + 8) * Page.SIZE_BYTES, source.memory().sizeBytes());
            awaitDirtyPages(source, 20);
            destination.memory().segment().copyFrom(source.memory().segment());
            destination.loadDeviceState(source.saveDeviceState());
            awaitDirtyPages(destination, 20);
            assertTrue(destination.status().contains("moved 1 times"), destination.status());
        }
    }

    @Test
    void refusesATraceThatThisHostDoesNotHave() {
        TracedGuests without = new TracedGuests(otherHost, System::nanoTime, MemorySource.FRESH);
        assertRefused(
                without,
                describe(),
                "trace redis-cut is missing on this host: no such directory among its traces");
    }

    @Test
    void refusesAnotherTraceOfThatName() throws IOException {
        Path copy = TraceFiles.copyCut(otherHost);
        TraceFiles.editJson(copy, root -> root.put("final_sha256", "0".repeat(64)));
        TracedGuests different = new TracedGuests(otherHost, System::nanoTime, MemorySource.FRESH);
        assertRefused(
                different,
                describe(),
                "trace redis-cut differs on this host: field final_sha256 must be "
                        + trace.finalSha256()
                        + " but is 000");
    }

    @Test
    void refusesADirectoryThatHoldsATraceOfAnotherName() throws IOException {
        Path copy = TraceFiles.copyCut(otherHost);
        Files.move(copy, otherHost.resolve("other"));
        TracedConfig config =
                new TracedConfig("other", trace.finalSha256(), SERVICE_BYTES, 1_500, 0);
        assertRefused(
                new TracedGuests(otherHost, System::nanoTime, MemorySource.FRESH),
                TracedGuests.describe("guest", NIC, trace, config),
                "trace other: field name of its trace.json must be the same but is redis-cut");
    }

    @Test
    void refusesMemoryOfAnotherSize() {
        GuestDescription right = describe();
        GuestDescription wrong =
                new GuestDescription("guest", "traced", 4096, NIC, right.configuration());
        assertRefused(
                guests,
                wrong,
                "memoryBytes must be the 2129920 of trace redis-cut with its service but is 4096");
    }

    @Test
    void refusesAHostileConfiguration() {
        TracedConfiguration.Builder wire =
                TracedConfiguration.newBuilder()
                        .setTrace("redis-cut")
                        .setFinalSha256(trace.finalSha256())
                        .setDirtyFactorPermille(1_500);
        assertConfigurationRefused(
                ByteString.copyFromUtf8("\u0001\u0002"),
                "configuration must be a TracedConfiguration but is 2 other bytes");
        assertConfigurationRefused(
                wire.clone().setTrace("../../etc").build().toByteString(),
                "configuration: trace must be of the form");
        assertConfigurationRefused(
                wire.clone().setTrace("..").build().toByteString(),
                "configuration: trace must be of the form");
        assertConfigurationRefused(
                wire.clone().setFinalSha256("x").build().toByteString(),
                "configuration: finalSha256 must be 64 hex digits");
        assertConfigurationRefused(
                wire.clone().setServiceBytes(77).build().toByteString(),
                "configuration: serviceBytes must be a multiple of 4096");
        assertConfigurationRefused(
                wire.clone().setDirtyFactorPermille(999).build().toByteString(),
                "configuration: dirtyFactorPermille must be 1000 to 4000 but is 999");
    }

    private void assertConfigurationRefused(ByteString configuration, String message) {
        assertRefused(
                guests, new GuestDescription("guest", "traced", 4096, NIC, configuration), message);
    }

    private static void assertRefused(
            TracedGuests guests, GuestDescription description, String message) {
        GuestException error =
                assertThrows(
                        GuestException.class,
                        () -> guests.create(description, DirtyLogKind.SOFTWARE));
        assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
    }

    private GuestDescription describe() {
        return TracedGuests.describe("guest", NIC, trace, TracedConfig.of(trace, SERVICE_BYTES));
    }

    /** Runs a paused guest until it has dirtied so many pages. */
    private static void awaitDirtyPages(BootableGuest guest, int pages) {
        PageBitmap dirty = new PageBitmap(guest.memory().pageCount());
        guest.dirtyLog().start();
        guest.resume();
        while (dirty.cardinality() < pages) {
            guest.dirtyLog().harvest(dirty);
            Thread.onSpinWait();
        }
        guest.pause();
        guest.dirtyLog().stop();
        assertTrue(guest.status().endsWith("frames dropped"), guest.status());
    }

    private static TraceDirectory open() {
        try {
            return TraceDirectory.open(TraceFiles.CUT);
        } catch (GuestException e) {
            throw new AssertionError(e);
        }
    }
}
