package org.pagurus.experiments.plan.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.SimulatedHosts;
import org.pagurus.experiments.plan.Choice;
import org.pagurus.experiments.plan.Choice.Encoding;
import org.pagurus.experiments.plan.Trial;
import org.pagurus.experiments.plan.TrialResult;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;

class ExactTrialsTest {
    private static final long MEMORY_BYTES = 128L << 20;
    private static final long RATE = 60_000_000;
    private static final long TIME_LIMIT_NS = 60_000_000_000L;

    @ParameterizedTest
    @ValueSource(strings = {"adaptive", "none", "fixed:lz4"})
    void aGuestMadeSmallerTakesTheSameTime(String selector) throws Exception {
        TrialResult whole = run(selector, MEMORY_BYTES, SimulatedHosts.DEMO, 0);
        TrialResult quarter = run(selector, MEMORY_BYTES / 4, SimulatedHosts.DEMO, 0);
        assertTrue(whole.converged() && quarter.converged());
        assertEquals(whole.totalTimeNs(), quarter.totalTimeNs(), 0.08 * whole.totalTimeNs());
        assertEquals(whole.totalBytes(), quarter.totalBytes(), 0.05 * whole.totalBytes());
    }

    @Test
    void isTheSameEachTime() throws Exception {
        assertEquals(
                run("adaptive", MEMORY_BYTES / 8, SimulatedHosts.DEMO, 0.1),
                run("adaptive", MEMORY_BYTES / 8, SimulatedHosts.DEMO, 0.1));
    }

    @Test
    void takesLongerWhereCoresAreTaken() throws Exception {
        TrialResult free = run("adaptive", MEMORY_BYTES / 8, SimulatedHosts.DEMO, 0);
        TrialResult taken = run("adaptive", MEMORY_BYTES / 8, SimulatedHosts.DEMO, 0.6);
        assertTrue(taken.totalTimeNs() > 1.2 * free.totalTimeNs(), () -> free + "\n" + taken);
    }

    @Test
    void twoMachinesHaveALinkOfTheRate() throws Exception {
        TrialResult result = run("none", MEMORY_BYTES / 8, SimulatedHosts.TWO_MACHINES, 0);
        assertEquals(
                result.totalBytes() * 1e9 / RATE,
                result.totalTimeNs(),
                0.05 * result.totalTimeNs());
        assertTrue(
                run("adaptive", MEMORY_BYTES / 8, SimulatedHosts.TWO_MACHINES, 0.3).totalTimeNs()
                        < run("adaptive", MEMORY_BYTES / 8, SimulatedHosts.DEMO, 0.3)
                                .totalTimeNs());
    }

    private static TrialResult run(
            String selector, long mostBytes, SimulatedHosts hosts, double taken) throws Exception {
        ScaledGuest guest = ScaledGuest.of(guest(), Path.of("."), mostBytes);
        assertEquals(MEMORY_BYTES / mostBytes, guest.pages());
        return new ExactTrials(guest, TIME_LIMIT_NS, Calibration.TYPICAL, hosts)
                .run(
                        new Trial(
                                new Choice(
                                        "predictive", new Encoding(selector, 2, 2), 300_000_000, 0),
                                RATE,
                                1,
                                taken));
    }

    private static GuestDescription guest() {
        return SyntheticGuests.describe(
                "guest",
                MEMORY_BYTES,
                new NicAddress(
                        MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2")),
                new SyntheticConfig(
                        Workloads.parse("hotcold"),
                        ContentMix.TYPICAL,
                        20 << 20,
                        32 << 20,
                        1 << 20,
                        1,
                        1));
    }
}
