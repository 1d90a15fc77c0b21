package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;

/** A link between two daemons that is cut in pre-copy and mended: the migration goes on. */
@Timeout(180)
class ResumedMigrationTest {
    private static final long MIB = 1 << 20;
    private static final long LINK_RATE = 60 * MIB;
    private static final long WORKING_SET_BYTES = 16 * MIB;
    private static final long SECOND_NS = 1_000_000_000;

    @Test
    void aCutOfTwoSecondsCostsWhatWasLostAndWhatWasDirtiedMeanwhile() throws Exception {
        long wholeBytes;
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(4 * MIB);
            HostReply reply = hosts.migrate(settings("fixed:raw", 30 * SECOND_NS));
            wholeBytes = completed(hosts, reply).totalBytes();
        }
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30);
                CuttableLink link = link(hosts, 25 * MIB)) {
            hosts.startGuest(4 * MIB);
            CompletableFuture<HostReply> migrated =
                    migrate(hosts, link, settings("fixed:raw", 30 * SECOND_NS));
            awaitCut(link, migrated);
            TimeUnit.SECONDS.sleep(2); // what the link is away
            link.mend();
            MigrationReport report = completed(hosts, migrated.get(60, TimeUnit.SECONDS));
            assertEquals(1, report.resumes(), report::toString);
            assertTrue(report.awayNs() >= 19 * SECOND_NS / 10, report::toString);
            long most = wholeBytes * 11 / 10 + WORKING_SET_BYTES;
            System.out.printf(
                    "cut of 2 s: %d bytes, without it %d, away for %d ms%n",
                    report.totalBytes(), wholeBytes, report.awayNs() / 1_000_000);
            assertTrue(report.totalBytes() <= most, report::toString);
        }
    }

    /** Encoders may be in the middle of frames, and versions, windows and copies referred to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixed:raw",
                "fixed:zstd-1",
                "fixed:prefix",
                "fixed:window",
                "cbc",
                "adaptive"
            })
    void aLinkThatIsCutAgainAndAgainLosesNothing(String selector) throws Exception {
        Seeds.forEach(
                2,
                seed -> {
                    Random random = new Random(seed);
                    try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30);
                            CuttableLink link = link(hosts, nextCut(random, selector))) {
                        hosts.startGuest(10 * MIB);
                        CompletableFuture<HostReply> migrated =
                                migrate(hosts, link, settings(selector, 30 * SECOND_NS));
                        for (int cut = 1; cut <= 4; cut++) {
                            awaitCut(link, migrated);
                            link.mend(cut < 4 ? nextCut(random, selector) : Long.MAX_VALUE);
                        }
                        MigrationReport report =
                                assertInstanceOf(
                                                HostReply.Migrated.class,
                                                migrated.get(60, TimeUnit.SECONDS))
                                        .report();
                        boolean moved = report.outcome() == Outcome.COMPLETED;
                        // A cut while the guest is paused ends it, as ever.
                        assertTrue(
                                moved || report.reason().contains("connection to the destination"),
                                report::reason);
                        assertTrue(report.resumes() > 0, report::toString);
                        TestHosts.assertIntact(moved ? hosts.destination : hosts.source);
                    }
                });
    }

    /** Somewhere in the first pass over memory. */
    private static long nextCut(Random random, String selector) {
        long most = selector.equals("fixed:raw") ? 14 * MIB : 3 * MIB;
        return 100_000 + random.nextLong(most);
    }

    @Test
    void aLinkThatStaysAwayEndsTheMigrationAtTheLimit() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30);
                CuttableLink link = link(hosts, 20 * MIB)) {
            hosts.startGuest(10 * MIB);
            MigrationReport report =
                    assertInstanceOf(
                                    HostReply.Migrated.class,
                                    migrate(hosts, link, settings("fixed:raw", SECOND_NS / 5))
                                            .get(60, TimeUnit.SECONDS))
                            .report();
            assertEquals(Outcome.FAILED, report.outcome());
            assertTrue(
                    report.reason().endsWith("; it did not come back within 200 ms"),
                    report::reason);
            TestHosts.assertIntact(hosts.source);
        }
    }

    @Test
    void cancellingWhileTheLinkIsAwayEndsItAtBothHosts() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30);
                CuttableLink link = link(hosts, 20 * MIB)) {
            hosts.startGuest(10 * MIB);
            CompletableFuture<HostReply> migrated =
                    migrate(hosts, link, settings("fixed:raw", 30 * SECOND_NS));
            awaitCut(link, migrated);
            TestHosts.ask(hosts.source, new HostRequest.Cancel(TestHosts.GUEST));
            link.mend();
            MigrationReport report =
                    assertInstanceOf(HostReply.Migrated.class, migrated.get(60, TimeUnit.SECONDS))
                            .report();
            assertEquals(Outcome.CANCELLED, report.outcome(), report::toString);
            TestHosts.assertIntact(hosts.source);
            assertNull(TestHosts.guest(hosts.destination));
        }
    }

    private static CuttableLink link(TestHosts hosts, long bytesUntilCut) throws Exception {
        return new CuttableLink(hosts.destination.address().getPort(), bytesUntilCut);
    }

    private static MigrationSettings settings(String selector, long reconnectLimitNs) {
        MigrationSettings raw = TestHosts.settings(2, Verification.DIGEST, LINK_RATE);
        return new MigrationSettings(
                raw.streams(),
                raw.policy(),
                raw.downtimeLimitNs(),
                raw.maxDowntimeLimitNs(),
                raw.maxThrottlePercent(),
                raw.maxRounds(),
                raw.timeLimitNs(),
                raw.verify(),
                raw.linkRateBytesPerSecond(),
                selector,
                2,
                selector.equals("fixed:raw") ? 0 : WORKING_SET_BYTES,
                reconnectLimitNs);
    }

    private static CompletableFuture<HostReply> migrate(
            TestHosts hosts, CuttableLink link, MigrationSettings settings) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return TestHosts.migrate(hosts.source, link.port(), settings, reply -> {});
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static void awaitCut(CuttableLink link, CompletableFuture<HostReply> migrated)
            throws InterruptedException {
        while (!migrated.isDone() && !link.isCut()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static MigrationReport completed(TestHosts hosts, HostReply reply) throws Exception {
        MigrationReport report =
                assertInstanceOf(HostReply.Migrated.class, reply, reply::toString).report();
        assertEquals(Outcome.COMPLETED, report.outcome(), report::toString);
        assertEquals(Boolean.TRUE, report.memoryIdentical());
        TestHosts.assertIntact(hosts.destination);
        return report;
    }
}
