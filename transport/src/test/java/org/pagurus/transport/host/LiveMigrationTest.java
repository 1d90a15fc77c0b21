package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.page.PageState;
import org.pagurus.engine.page.PageSummary;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.DirtyLogs;
import org.pagurus.memory.Page;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;

@Timeout(120)
class LiveMigrationTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"SOFTWARE,1,DIGEST", "SOFTWARE,4,FULL", "KERNEL,2,DIGEST", "KERNEL,1,FULL"})
    void movesAGuestThatKeepsWriting(DirtyLogKind dirtyLog, int streams, Verification verify)
            throws Exception {
        assumeTrue(
                DirtyLogs.unavailable(dirtyLog).isEmpty(),
                () -> DirtyLogs.unavailable(dirtyLog).get());
        try (TestHosts hosts = new TestHosts(dirtyLog, 1L << 30)) {
            hosts.startGuest(100 * MIB);
            MigrationReport report =
                    completed(hosts.migrate(TestHosts.settings(streams, verify, 0)));
            assertEquals(Boolean.TRUE, report.memoryIdentical());
            assertTrue(report.downtimeNs() > 0, report::toString);
            assertNull(TestHosts.guest(hosts.source));
            TestHosts.assertIntact(hosts.destination);
        }
    }

    @Test
    void tellsHowPagesStandToWhoeverAsks() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(5 * MIB);
            List<HostReply.Pages> told = new ArrayList<>();
            HostReply reply =
                    migrate(
                            hosts,
                            64,
                            onTheWay -> {
                                if (onTheWay instanceof HostReply.Pages pages) {
                                    told.add(pages);
                                }
                            });
            completed(reply);
            assertTrue(told.size() > 1, told::toString);
            PageSummary first = told.getFirst().summary();
            PageSummary last = told.getLast().summary();
            assertTrue(first.pages(PageState.PENDING) > 0, told::toString);
            assertEquals(0, last.pages(PageState.PENDING));
            assertEquals(0, last.pages(PageState.DIRTY));
            assertTrue(last.pages(PageState.ZERO) > 0, told::toString);
            assertEquals(64, last.cells().length);
            assertEquals(
                    TestHosts.MEMORY_BYTES / Page.SIZE_BYTES, Arrays.stream(last.pages()).sum());
            assertTrue(
                    told.stream().anyMatch(pages -> pages.summary().pages(PageState.DIRTY) > 0),
                    told::toString);
        }
    }

    @Test
    void tellsNoPagesToWhoeverDoesNotAsk() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(0);
            List<HostReply> told = new ArrayList<>();
            completed(migrate(hosts, 0, told::add));
            assertTrue(told.stream().anyMatch(HostReply.Progress.class::isInstance));
            assertTrue(told.stream().noneMatch(HostReply.Pages.class::isInstance));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4097})
    void refusesMoreCellsThanThereMayBe(int cells) throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(0);
            assertEquals(
                    new HostReply.Refused("pageCells", "expected 0 to 4096 but found " + cells),
                    migrate(hosts, cells, onTheWay -> {}));
            TestHosts.assertRunning(hosts.source);
        }
    }

    /** Slowly enough that a few are told on the way. */
    private static HostReply migrate(TestHosts hosts, int cells, Consumer<HostReply> watcher)
            throws Exception {
        try (HostClient client = HostClient.connect(hosts.source.address())) {
            return client.migrate(
                    new HostRequest.Migrate(
                            TestHosts.GUEST,
                            "127.0.0.1",
                            hosts.destination.address().getPort(),
                            TestHosts.settings(2, Verification.DIGEST, 20 * MIB),
                            cells),
                    watcher);
        }
    }

    @Test
    void movesAGuestToAndFro() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(100 * MIB);
            HostDaemon from = hosts.source;
            HostDaemon to = hosts.destination;
            for (int i = 0; i < 10; i++) {
                completed(
                        TestHosts.migrate(
                                from,
                                to.address().getPort(),
                                TestHosts.settings(1 + i % 3, Verification.DIGEST, 0),
                                reply -> {}));
                TestHosts.assertIntact(to);
                HostDaemon swap = from;
                from = to;
                to = swap;
            }
        }
    }

    @Test
    void cancelledMigrationLeavesTheGuestOnTheSource() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(50 * MIB);
            boolean[] asked = new boolean[1];
            HostReply reply =
                    TestHosts.migrate(
                            hosts.source,
                            hosts.destination.address().getPort(),
                            TestHosts.settings(2, Verification.DIGEST, 20 * MIB),
                            progress -> {
                                if (!asked[0]) {
                                    asked[0] = true;
                                    cancel(hosts.source);
                                }
                            });
            MigrationReport report = assertInstanceOf(HostReply.Migrated.class, reply).report();
            assertEquals(Outcome.CANCELLED, report.outcome(), report::toString);
            TestHosts.assertIntact(hosts.source);
            assertNull(TestHosts.guest(hosts.destination));
        }
    }

    @Test
    void keepsToTheLinkRate() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(0);
            long rate = 100 * MIB;
            MigrationReport report =
                    completed(hosts.migrate(TestHosts.settings(2, Verification.DIGEST, rate)));
            long fastestNs = report.totalBytes() * 1_000_000_000L / rate;
            // The bucket holds a few milliseconds' worth and each stream may have a frame more.
            assertTrue(report.totalTimeNs() > fastestNs * 9 / 10, report::toString);
        }
    }

    @Test
    void destinationWithoutMemoryIsNamedAndTheGuestRunsOn() throws Exception {
        try (TestHosts hosts =
                new TestHosts(DirtyLogKind.SOFTWARE, TestHosts.MEMORY_BYTES - 4096)) {
            hosts.startGuest(50 * MIB);
            MigrationReport report =
                    assertInstanceOf(
                                    HostReply.Migrated.class,
                                    hosts.migrate(TestHosts.settings(1, Verification.DIGEST, 0)))
                            .report();
            assertEquals(Outcome.FAILED, report.outcome());
            assertTrue(report.reason().contains("memoryBytes: expected up to"), report::reason);
            TestHosts.assertIntact(hosts.source);
            assertNull(TestHosts.guest(hosts.destination));
        }
    }

    @Test
    void destinationThatIsNotThereIsNamedAndTheGuestRunsOn() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(50 * MIB);
            int port = hosts.destination.address().getPort();
            hosts.destination.close();
            MigrationReport report =
                    assertInstanceOf(
                                    HostReply.Migrated.class,
                                    hosts.migrate(TestHosts.settings(1, Verification.DIGEST, 0)))
                            .report();
            assertEquals(Outcome.FAILED, report.outcome());
            assertTrue(report.reason().contains("127.0.0.1:" + port), report::reason);
            assertEquals(0, report.totalTimeNs());
            TestHosts.assertIntact(hosts.source);
        }
    }

    @Test
    void destinationThatHasTheGuestAlreadyRefusesIt() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(0);
            MigrationReport report =
                    assertInstanceOf(
                                    HostReply.Migrated.class,
                                    TestHosts.migrate(
                                            hosts.source,
                                            hosts.source.address().getPort(),
                                            TestHosts.settings(1, Verification.DIGEST, 0),
                                            reply -> {}))
                            .report();
            assertEquals(Outcome.FAILED, report.outcome());
            assertTrue(report.reason().contains("is on this host already"), report::reason);
            assertNotNull(TestHosts.guest(hosts.source));
            TestHosts.assertIntact(hosts.source);
        }
    }

    @Test
    void aGuestOfATakenNameIsRefusedAndTheOneThatHasItRunsOn() throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30)) {
            hosts.startGuest(50 * MIB);
            AssertionError refused =
                    assertThrows(AssertionError.class, () -> hosts.startGuest(50 * MIB));
            assertTrue(refused.getMessage().contains("is on this host already"), refused::toString);
            TestHosts.assertIntact(hosts.source);
        }
    }

    private static MigrationReport completed(HostReply reply) {
        MigrationReport report =
                assertInstanceOf(HostReply.Migrated.class, reply, reply::toString).report();
        assertEquals(Outcome.COMPLETED, report.outcome(), report::toString);
        return report;
    }

    private static void cancel(HostDaemon host) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                TestHosts.ask(host, new HostRequest.Cancel(TestHosts.GUEST));
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
    }
}
