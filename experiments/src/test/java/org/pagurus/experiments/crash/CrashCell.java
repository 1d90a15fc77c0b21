package org.pagurus.experiments.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.experiments.demo.Anomaly;
import org.pagurus.experiments.demo.LoadClient;
import org.pagurus.experiments.demo.LoadClientOptions;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;
import org.pagurus.transport.net.VirtualSwitch;

/**
 * One cell of the crash matrix: two daemons, a guest that serves a client, a migration in the
 * middle of which one daemon dies or the link, a restart, and recovery.
 */
final class CrashCell {
    /** What a person would read of it. */
    record Result(
            String fault,
            String failpoint,
            String where,
            String memory,
            String invariant,
            long writes,
            String how) {
        Result withMemory(String seen) {
            return new Result(fault, failpoint, where, seen, invariant, writes, how);
        }
    }

    /** A frame that was on its way when the guest moved may be answered by both. */
    private static final int FRAMES_ON_THEIR_WAY = 2;

    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long RECONNECT_LIMIT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));

    /** What happens at the failpoint. */
    enum Fault {
        KILL("killed", 0),
        CUT("link cut", 0),
        /** The link stays away for longer than the migration waits for it. */
        LONG_CUT("link away", 2 * RECONNECT_LIMIT_NS);

        private final String label;
        private final long awayNs;

        Fault(String label, long awayNs) {
            this.label = label;
            this.awayNs = awayNs;
        }
    }

    private final Fault fault;
    private final String failpoint;
    private final boolean rolledBack;
    private final Path directory;

    /** How the migration ended for whoever asked for it; empty where nobody heard. */
    private volatile String outcome = "";

    /**
     * @param rolledBack whether the guest has run for a moment in the process that dies, so that
     *     what was written to it there is lost
     */
    CrashCell(Fault fault, String failpoint, boolean rolledBack, Path directory) {
        this.fault = fault;
        this.failpoint = failpoint;
        this.rolledBack = rolledBack;
        this.directory = directory;
    }

    Result run() throws Exception {
        boolean sourceDies = failpoint.startsWith("source");
        Files.createDirectories(directory);
        try (VirtualSwitch net = VirtualSwitch.start();
                StateProcess source =
                        new StateProcess(
                                "source",
                                directory,
                                net.address(),
                                sourceDies ? failpoint : "",
                                fault != Fault.KILL);
                StateProcess destination =
                        new StateProcess(
                                "destination",
                                directory,
                                net.address(),
                                sourceDies ? "" : failpoint,
                                fault != Fault.KILL)) {
            source.awaitReady();
            destination.awaitReady();
            startGuest(source);
            LoadClientOptions options = LoadClientOptions.of(CLIENT, NIC.ip(), 7);
            try (RelayedLink link = new RelayedLink(destination.address(), fault.awayNs);
                    LoadClient client = LoadClient.connect(net.address(), options);
                    Witness witness = new Witness(net.address(), NIC.ip())) {
                client.start();
                assertTrue(client.awaitAnswered(200, LIMIT_NS), "the guest serves nobody");
                Thread migrating =
                        Thread.ofPlatform().daemon().start(() -> migrate(source, link.port()));
                if (fault == Fault.KILL) {
                    StateProcess victim = sourceDies ? source : destination;
                    assertTrue(victim.awaitDeath(), "never reached: " + failpoint);
                    victim.launch("", false);
                    victim.awaitReady();
                } else {
                    migrating.join(TimeUnit.SECONDS.toMillis(60));
                    assertFalse(migrating.isAlive(), "the migration did not end");
                }
                Result result = recover(source, destination, client, witness);
                migrating.join(TimeUnit.SECONDS.toMillis(20));
                return result;
            }
        }
    }

    private Result recover(
            StateProcess source, StateProcess destination, LoadClient client, Witness witness)
            throws Exception {
        StateProcess owner = awaitOneOwner(source, destination);
        boolean kept = owner.place().equals("running");
        String how = "by itself";
        long lost = 0;
        if (kept) {
            assertTrue(witness.answersOnce(20), "the guest does not answer, or twice");
            client.stop();
            lost = client.verify();
        } else {
            client.stop();
            how = boot(owner);
        }
        var report = client.report();
        assertTrue(witness.answersOnce(20), "the guest does not answer, or twice");
        assertEquals("running", owner.place());
        HostReply.Checked memory =
                assertInstanceOf(
                        HostReply.Checked.class, owner.ask(new HostRequest.CheckGuest("crab")));
        assertTrue(memory.intact(), memory::text);
        assertEquals("none", other(owner, source, destination).place());
        assertTrue(
                witness.doubled() <= FRAMES_ON_THEIR_WAY,
                () -> "two guests answered " + witness.doubled() + " times");
        if (!rolledBack) {
            assertEquals(
                    List.of(), report.anomalies().stream().filter(CrashCell::isSerious).toList());
            assertEquals(0, lost + report.lostWrites(), "acknowledged writes are lost");
        }
        return new Result(
                fault.label,
                failpoint,
                owner == source ? "source" : "destination",
                kept ? "kept" : "lost",
                kept ? "intact" : "begun anew",
                report.acknowledgedWrites(),
                outcome.isEmpty() ? how : how + ", " + outcome);
    }

    private static boolean isSerious(Anomaly anomaly) {
        return anomaly.kind() != Anomaly.Kind.UNEXPECTED_REPLY;
    }

    private static String boot(StateProcess owner) throws Exception {
        List<HostReply.RecoveryResult> results = owner.recover(false);
        if (results.stream().allMatch(HostReply.RecoveryResult::settled)) {
            return "pagurus recover";
        }
        results = owner.recover(true);
        assertTrue(results.stream().allMatch(HostReply.RecoveryResult::settled), results::toString);
        return "pagurus recover --force-reclaim";
    }

    private static StateProcess other(StateProcess owner, StateProcess a, StateProcess b) {
        return owner == a ? b : a;
    }

    /** Waits until one host has the guest, running or down, and the other has nothing of it. */
    private static StateProcess awaitOneOwner(StateProcess a, StateProcess b) throws Exception {
        long deadlineNs = System.nanoTime() + LIMIT_NS;
        String last = "";
        while (System.nanoTime() < deadlineNs) {
            String first = a.place();
            String second = b.place();
            last = "source " + first + ", destination " + second;
            if (first.equals("none") && isSettled(second)) {
                return b;
            }
            if (second.equals("none") && isSettled(first)) {
                return a;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("never settled: " + last);
    }

    private static boolean isSettled(String place) {
        return place.equals("running") || place.equals("down");
    }

    private static void startGuest(StateProcess host) throws Exception {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("invariant"),
                        ContentMix.TYPICAL,
                        10 << 20,
                        4 << 20,
                        1 << 20,
                        1,
                        1);
        HostReply reply =
                host.ask(
                        HostRequest.StartGuest.of(
                                SyntheticGuests.describe("crab", 16 << 20, NIC, config)));
        assertInstanceOf(HostReply.Done.class, reply, reply::toString);
    }

    private void migrate(StateProcess source, int port) {
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
                        0,
                        "fixed:raw",
                        1,
                        0,
                        RECONNECT_LIMIT_NS);
        try (HostClient client = HostClient.connect(source.address())) {
            HostReply reply =
                    client.migrate(
                            new HostRequest.Migrate("crab", "127.0.0.1", port, settings),
                            progress -> {});
            if (reply instanceof HostReply.Migrated migrated) {
                outcome = migrated.report().outcome().label();
            }
        } catch (IOException e) {
            // The source died under it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
