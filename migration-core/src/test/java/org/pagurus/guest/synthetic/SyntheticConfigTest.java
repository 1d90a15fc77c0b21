package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.wire.SyntheticConfiguration;

class SyntheticConfigTest {
    private static final SyntheticConfig CONFIG =
            new SyntheticConfig(
                    Workloads.parse("zipf:1.1"),
                    ContentMix.parse("heap=90,zero=10"),
                    100 << 20,
                    1 << 20,
                    1 << 16,
                    4,
                    -7);

    @Test
    void travelsAsBytes() throws GuestException {
        assertEquals(CONFIG, SyntheticConfig.fromBytes(CONFIG.toBytes()));
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertRefused("workload must be one of", wire -> wire.setWorkload("x"));
        assertRefused("contents must be parts", wire -> wire.setContents(""));
        assertRefused(
                "dirtyRateBytesPerSecond must be 0 to",
                wire -> wire.setDirtyRateBytesPerSecond(-1));
        assertRefused(
                "dirtyRateBytesPerSecond must be 0 to",
                wire -> wire.setDirtyRateBytesPerSecond(1L << 40));
        assertRefused("workingSetBytes must be a multiple", wire -> wire.setWorkingSetBytes(5000));
        assertRefused("workingSetBytes must be a multiple", wire -> wire.setWorkingSetBytes(4096));
        assertRefused("workingSetBytes must be a multiple", wire -> wire.setWorkingSetBytes(-4096));
        assertRefused("serviceBytes must be a multiple", wire -> wire.setServiceBytes(1));
        assertRefused("serviceBytes must be a multiple", wire -> wire.setServiceBytes(-4096));
        assertRefused("vcpus must be 1 to 16", wire -> wire.setVcpus(0));
        assertRefused("vcpus must be 1 to 16", wire -> wire.setVcpus(17));
        assertRefused(
                "vcpus must be 1 with the invariant workload",
                wire -> wire.setWorkload("invariant"));
    }

    @Test
    void refusesBytesThatAreSomethingElse() {
        GuestException error =
                assertThrows(
                        GuestException.class,
                        () -> SyntheticConfig.fromBytes(ByteString.copyFromUtf8("\u0001\u0002")));
        assertEquals(
                "configuration must be a SyntheticConfiguration but is 2 other bytes",
                error.getMessage());
    }

    @Test
    void needsRoomForPageZeroAndTheService() throws GuestException {
        long needed = (1 << 20) + (1 << 16) + 4096;
        CONFIG.checkFits(needed);
        GuestException error =
                assertThrows(GuestException.class, () -> CONFIG.checkFits(needed - 4096));
        assertEquals(
                "configuration: workingSetBytes must be at most 1044480, which is memory without"
                        + " page 0 and the service, but is 1048576",
                error.getMessage());
    }

    private static void assertRefused(
            String message, Consumer<SyntheticConfiguration.Builder> change) {
        SyntheticConfiguration.Builder wire =
                SyntheticConfiguration.newBuilder()
                        .setWorkload("uniform")
                        .setContents("heap=100")
                        .setDirtyRateBytesPerSecond(1 << 20)
                        .setWorkingSetBytes(1 << 20)
                        .setVcpus(2);
        change.accept(wire);
        ByteString bytes = wire.build().toByteString();
        GuestException error =
                assertThrows(GuestException.class, () -> SyntheticConfig.fromBytes(bytes));
        assertTrue(
                String.valueOf(error.getMessage()).startsWith("configuration: " + message),
                error.getMessage());
    }
}
