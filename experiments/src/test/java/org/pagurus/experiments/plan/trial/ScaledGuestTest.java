package org.pagurus.experiments.plan.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.guest.traced.TracedGuests;

class ScaledGuestTest {
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));
    private static final Path TRACES = Path.of("../migration-core/src/test/resources/traces");

    @Test
    void hasAsManyTimesLessOfEverything() throws Exception {
        ScaledGuest scaled = ScaledGuest.of(guest("uniform", 64 << 20), TRACES, 100L << 20);
        assertEquals(4, scaled.pages());
        assertEquals(2 * (64L << 20), scaled.simulatedBytes());
        GuestDescription simulated = scaled.simulated(9);
        assertEquals(64L << 20, simulated.memoryBytes());
        SyntheticConfig config = SyntheticConfig.fromBytes(simulated.configuration());
        assertEquals(16L << 20, config.workingSetBytes());
        assertEquals(10L << 20, config.dirtyRateBytesPerSecond());
        assertEquals(9, config.seed());
    }

    @Test
    void isLeftAsItIsWhereItIsSmallEnough() throws Exception {
        assertEquals(1, ScaledGuest.of(guest("uniform", 64 << 20), TRACES, 256L << 20).pages());
    }

    @Test
    void keepsAPageOfItsWorkingSet() throws Exception {
        ScaledGuest scaled = ScaledGuest.of(guest("uniform", 8192), TRACES, 1 << 20);
        assertEquals(2, scaled.pages());
    }

    @Test
    void aCycleIsThatOfThePhases() throws Exception {
        GuestDescription phased = guest("phased:uniform@2s+idle@0.5s", 64 << 20);
        assertEquals(2_500_000_000L, ScaledGuest.of(phased, TRACES, 1L << 30).cycleNs());
        assertEquals(0, ScaledGuest.of(guest("uniform", 64 << 20), TRACES, 1L << 30).cycleNs());
    }

    @Test
    void aTraceIsSimulatedAsItIs() throws Exception {
        TraceDirectory trace = TraceDirectory.open(TRACES.resolve("redis-cut"));
        GuestDescription guest =
                TracedGuests.describe("guest", NIC, trace, TracedConfig.of(trace, 1 << 20));
        ScaledGuest scaled = ScaledGuest.of(guest, TRACES, 1 << 20);
        assertEquals(1, scaled.pages());
        assertEquals(guest, scaled.simulated(5));
        assertNotEquals(0, scaled.cycleNs());
    }

    private static GuestDescription guest(String workload, long workingSetBytes) {
        return SyntheticGuests.describe(
                "guest",
                256L << 20,
                NIC,
                new SyntheticConfig(
                        Workloads.parse(workload),
                        ContentMix.TYPICAL,
                        40 << 20,
                        workingSetBytes,
                        1 << 20,
                        1,
                        1));
    }
}
