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
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostReply.GuestInfo;

@Timeout(180)
class CutLinkTest {
    /** What a whole migration of the test guest sends, more or less. */
    private static final long USUAL_BYTES = 55L << 20;

    @Test
    void aCutAtAnyByteLeavesOneGuestIntact() throws Exception {
        Seeds.forEach(
                12,
                seed -> {
                    Random random = new Random(seed);
                    // Half of the cuts near the end, where ownership changes hands.
                    long bytes =
                            random.nextBoolean()
                                    ? random.nextLong(USUAL_BYTES)
                                    : USUAL_BYTES - random.nextLong(4 << 20);
                    cutAfter(bytes);
                });
    }

    private static void cutAfter(long bytes) throws Exception {
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30);
                CuttableLink link =
                        new CuttableLink(hosts.destination.address().getPort(), bytes)) {
            hosts.startGuest(50 << 20);
            CompletableFuture<HostReply> migrated =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return TestHosts.migrate(
                                            hosts.source,
                                            link.port(),
                                            TestHosts.settings(2, Verification.DIGEST, 0),
                                            reply -> {});
                                } catch (Exception e) {
                                    throw new AssertionError(e);
                                }
                            });
            while (!migrated.isDone() && !link.isCut()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            link.mend();
            MigrationReport report =
                    assertInstanceOf(HostReply.Migrated.class, migrated.get(60, TimeUnit.SECONDS))
                            .report();
            boolean moved = report.outcome() == Outcome.COMPLETED;
            TestHosts.assertIntact(moved ? hosts.destination : hosts.source);
            GuestInfo other = TestHosts.guest(moved ? hosts.source : hosts.destination);
            if (moved) {
                assertNull(other);
                assertEquals(Boolean.TRUE, report.memoryIdentical());
            } else {
                assertTrue(
                        other == null || other.place().equals("incoming"),
                        () -> "two guests: " + other);
            }
        }
    }
}
