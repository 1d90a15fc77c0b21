package org.pagurus.experiments.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.MigrationSettings;

class SimulatedDemoTest {
    private static final long MEMORY_BYTES = 32L << 20;
    private static final long LINK_BYTES_PER_SECOND = 20_000_000;
    private static final long BURST_BYTES = LINK_BYTES_PER_SECOND * 4 / 1000;

    @ParameterizedTest
    @ValueSource(strings = {"none", "fixed:lz4", "adaptive"})
    void sendsNoFasterThanItMay(String selector) throws Exception {
        MigrationReport report = run(selector);
        assertEquals(Outcome.COMPLETED, report.outcome(), report::reason);
        assertEquals(Boolean.TRUE, report.memoryIdentical());
        double leastNs = (report.totalBytes() - BURST_BYTES) * 1e9 / LINK_BYTES_PER_SECOND;
        assertTrue(report.totalTimeNs() >= leastNs, report::toString);
    }

    @Test
    void takesAsLongAsItsBytesWhereNothingElseIsInTheWay() throws Exception {
        MigrationReport report = run("none");
        double ns = report.totalBytes() * 1e9 / LINK_BYTES_PER_SECOND;
        assertEquals(ns, report.totalTimeNs(), 0.05 * ns);
        // Not only the guest's own workload has written, but its client too.
        assertTrue(report.rounds().getFirst().dirtiedPages() > 0);
    }

    @Test
    void givesTheSameReportEachTime() throws Exception {
        assertEquals(run("adaptive"), run("adaptive"));
    }

    private static MigrationReport run(String selector) throws Exception {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("uniform"),
                        ContentMix.TYPICAL,
                        4 << 20,
                        8 << 20,
                        1 << 20,
                        1,
                        1);
        GuestDescription guest =
                SyntheticGuests.describe(
                        "demo",
                        MEMORY_BYTES,
                        new NicAddress(
                                MacAddress.parse("52:54:00:00:00:02"),
                                Ipv4Address.parse("10.0.0.2")),
                        config);
        MigrationSettings settings =
                new MigrationSettings(
                        2,
                        "predictive",
                        300_000_000,
                        300_000_000,
                        0,
                        100,
                        60_000_000_000L,
                        Verification.DIGEST,
                        LINK_BYTES_PER_SECOND,
                        selector,
                        2,
                        MEMORY_BYTES,
                        0);
        DemoOptions options =
                new DemoOptions(
                        guest,
                        settings,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        200_000_000,
                        1,
                        DemoOptions.NetworkKind.VIRTUAL,
                        null);
        return new SimulatedDemo(options, Calibration.TYPICAL).run();
    }
}
