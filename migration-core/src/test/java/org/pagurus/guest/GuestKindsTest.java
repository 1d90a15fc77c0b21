package org.pagurus.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;

class GuestKindsTest {
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.2"));
    private static final long LIMIT_BYTES = 1 << 20;

    private final GuestKinds kinds =
            new GuestKinds(
                    Map.of(
                            SyntheticGuests.KIND,
                            new SyntheticGuests(System::nanoTime, MemorySource.FRESH),
                            TracedGuests.KIND,
                            new TracedGuests(
                                    Path.of("none"), System::nanoTime, MemorySource.FRESH)),
                    LIMIT_BYTES);

    @Test
    void makesAGuestOfAKnownKind() throws GuestException {
        GuestDescription description = describe("guest-1", LIMIT_BYTES);
        try (BootableGuest guest = kinds.create(description, DirtyLogKind.SOFTWARE)) {
            assertEquals(description, guest.description());
            assertEquals(LIMIT_BYTES, guest.memory().sizeBytes());
        }
    }

    @Test
    void namesTheKindsItKnows() {
        assertRefused(
                new GuestDescription("g", "x", LIMIT_BYTES, NIC, ByteString.EMPTY),
                "unknown guest kind 'x': expected synthetic or traced");
    }

    @Test
    void refusesMemoryOverTheHostsLimit() {
        String limit = "memoryBytes must be a multiple of 4096 up to this host's limit of 1048576";
        assertRefused(describe("g", LIMIT_BYTES + 4096), limit + " but is 1052672");
        assertRefused(describe("g", 5000), limit + " but is 5000");
        assertRefused(describe("g", 0), limit + " but is 0");
        assertRefused(describe("g", -4096), limit + " but is -4096");
    }

    @Test
    void refusesANameThatCouldBreakALine() {
        assertRefused(
                describe("a\nb", LIMIT_BYTES),
                "guest name must be 1 to 64 characters of a-z A-Z 0-9 . _ - but is 'a?b'");
    }

    private void assertRefused(GuestDescription description, String message) {
        GuestException error =
                assertThrows(
                        GuestException.class,
                        () -> kinds.create(description, DirtyLogKind.SOFTWARE));
        assertEquals(message, error.getMessage());
    }

    private static GuestDescription describe(String name, long memoryBytes) {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("idle"), ContentMix.TYPICAL, 0, 4096, 4096, 1, 0);
        return SyntheticGuests.describe(name, memoryBytes, NIC, config);
    }
}
