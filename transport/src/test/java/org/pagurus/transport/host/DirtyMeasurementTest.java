package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostReply.DirtyPages;
import org.pagurus.transport.command.HostRequest.MeasureGuest;

@Timeout(60)
class DirtyMeasurementTest {
    private static final long MS = 1_000_000;

    @Test
    void countsWhatAGuestThatRunsOnDirties(@TempDir Path state) throws Exception {
        try (RestartableHost host = new RestartableHost(state)) {
            TestHosts.startGuest(host.daemon, 40 << 20);
            HostReply reply =
                    TestHosts.ask(
                            host.daemon,
                            new MeasureGuest(TestHosts.GUEST, List.of(50 * MS, 50 * MS, 100 * MS)));
            HostReply.Measured measured =
                    assertInstanceOf(HostReply.Measured.class, reply, reply::toString);
            assertEquals(3, measured.intervals().size());
            assertEquals(0, measured.intervals().getFirst().repeatedPages());
            for (DirtyPages each : measured.intervals()) {
                assertTrue(each.durationNs() >= 50 * MS, measured::toString);
                assertTrue(each.dirtiedPages() > 0, measured::toString);
                assertTrue(each.repeatedPages() <= each.dirtiedPages(), measured::toString);
            }
            // It can be used again, by another measurement as by a migration.
            assertInstanceOf(
                    HostReply.Measured.class,
                    TestHosts.ask(
                            host.daemon, new MeasureGuest(TestHosts.GUEST, List.of(10 * MS))));
            TestHosts.assertIntact(host.daemon);
        }
    }

    @Test
    void namesAGuestThatIsNotThere(@TempDir Path state) throws Exception {
        try (RestartableHost host = new RestartableHost(state)) {
            HostReply reply =
                    TestHosts.ask(host.daemon, new MeasureGuest("shrimp", List.of(10 * MS)));
            assertEquals("name", assertInstanceOf(HostReply.Refused.class, reply).field());
        }
    }

    static List<List<Long>> refusedIntervals() {
        return List.of(
                List.of(),
                List.of(0L),
                List.of(-1L),
                List.of(MS - 1),
                List.of(Long.MAX_VALUE),
                List.of(40_000 * MS, 21_000 * MS),
                Collections.nCopies(101, 2 * MS));
    }

    @ParameterizedTest
    @MethodSource("refusedIntervals")
    void refusesIntervalsThatAreTooManyTooShortOrTooLong(List<Long> intervalsNs) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> new DirtyMeasurement(intervalsNs));
        assertEquals("intervalsNs", refused.field());
        assertTrue(
                refused.reason()
                        .startsWith(
                                "expected 1 to 100 intervals of 1 ms or more, together up to a"
                                        + " minute, but found "),
                refused::reason);
    }
}
