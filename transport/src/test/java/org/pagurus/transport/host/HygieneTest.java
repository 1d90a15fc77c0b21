package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;

@Timeout(60)
class HygieneTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final long POOL_BYTES = 128L << 20;

    /** A moment after its end a migration's last connections may still be closing. */
    private static final long LIMIT_NS = 15_000_000_000L;

    private record Held(long threads, long descriptors) {
        boolean isNoMoreThan(Held other) {
            return threads <= other.threads && descriptors <= other.descriptors;
        }
    }

    @Test
    void twentyMigrationsLeaveNoThreadNoDescriptorAndNoMemoryBehind() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "needs /proc");
        try (TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, POOL_BYTES, POOL_BYTES)) {
            hosts.startGuest(50 << 20);
            migrateToAndFro(hosts, 6);
            Held before = settled(hosts);
            migrateToAndFro(hosts, 20);
            Held after = settled(hosts);
            for (long untilNs = System.nanoTime() + LIMIT_NS;
                    !after.isNoMoreThan(before) && System.nanoTime() < untilNs;
                    after = settled(hosts)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            Held last = after;
            assertTrue(
                    last.isNoMoreThan(before),
                    () -> "before " + before + ", after " + last + ": " + threadNames());
            assertEquals(POOL_BYTES - TestHosts.MEMORY_BYTES, hosts.source.freePoolBytes());
            assertEquals(POOL_BYTES, hosts.destination.freePoolBytes());
        }
    }

    private static void migrateToAndFro(TestHosts hosts, int migrations) throws Exception {
        List<HostDaemon> daemons = List.of(hosts.source, hosts.destination);
        for (int i = 0; i < migrations; i++) {
            HostReply reply =
                    TestHosts.migrate(
                            daemons.get(i % 2),
                            daemons.get((i + 1) % 2).address().getPort(),
                            TestHosts.settings(1 + i % 3, Verification.DIGEST, 0),
                            progress -> {});
            assertEquals(
                    Outcome.COMPLETED,
                    assertInstanceOf(HostReply.Migrated.class, reply).report().outcome(),
                    reply::toString);
        }
        TestHosts.assertIntact(hosts.source);
    }

    /** What is held when no migration's own thread runs any more, or the limit is reached. */
    private static Held settled(TestHosts hosts) throws Exception {
        for (long untilNs = System.nanoTime() + LIMIT_NS;
                (hosts.source.connectionCount() > 0
                                || hosts.destination.connectionCount() > 0
                                || threadNames().keySet().stream()
                                        .anyMatch(name -> name.startsWith("destination")))
                        && System.nanoTime() < untilNs; ) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return new Held(threads(), descriptors());
    }

    /** Command threads are kept for a minute for the next command, so they are not counted. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("command-"))
                .count();
    }

    private static Map<String, Long> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .collect(
                        java.util.stream.Collectors.groupingBy(
                                thread -> thread.getName().replaceAll("[-0-9a-f]{2,}$", ""),
                                java.util.stream.Collectors.counting()));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
