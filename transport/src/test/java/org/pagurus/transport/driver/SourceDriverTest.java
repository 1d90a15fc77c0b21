package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.engine.EngineOptions;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.SteppedGuest;
import org.pagurus.engine.Waits;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.engine.page.PageWatch;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;
import org.pagurus.transport.driver.FakeDestination.Vice;
import org.pagurus.transport.netty.EventLoops;
import org.pagurus.transport.netty.PrefaceClient;

/** Against destinations that misbehave from some message on. */
@Timeout(30)
class SourceDriverTest {
    private static final long MILLISECOND_NS = 1_000_000;
    private static final Waits SHORT =
            new Waits(
                    50 * MILLISECOND_NS,
                    250 * MILLISECOND_NS,
                    1_000 * MILLISECOND_NS,
                    150 * MILLISECOND_NS,
                    10 * MILLISECOND_NS,
                    50 * MILLISECOND_NS,
                    0);

    private final EventLoops loops = EventLoops.best();
    private final EventLoopGroup group = loops.newGroup(2, "test-source");
    private final SteppedGuest guest = new SteppedGuest(600, 100);
    private boolean left;

    @AfterEach
    void close() {
        EventLoops.shutDown(group);
        guest.close();
    }

    static List<Arguments> vicesAtEveryStep() {
        List<Arguments> cases = new ArrayList<>();
        for (BodyCase from :
                List.of(
                        BodyCase.SETUP,
                        BodyCase.CLOCK_PROBE,
                        BodyCase.ROUND_END,
                        BodyCase.SAVED_DEVICES,
                        BodyCase.LAST_ROUND_END)) {
            for (Vice vice : Vice.values()) {
                cases.add(Arguments.of(from, vice));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("vicesAtEveryStep")
    void theGuestRunsOnAndTheReasonIsOneLine(BodyCase from, Vice vice) throws Exception {
        try (FakeDestination destination = new FakeDestination(from, vice)) {
            assertRunsOn(migrate(destination.address()));
        }
    }

    @ParameterizedTest
    @MethodSource("vices")
    void aReleasedGuestThatIsRefusedComesBack(Vice vice) throws Exception {
        try (FakeDestination destination = new FakeDestination(BodyCase.RELEASE, vice)) {
            assertRunsOn(migrate(destination.address()));
        }
    }

    /** One that floods or says nothing on each new connection is asked for ever, rightly. */
    static List<Vice> vices() {
        return List.of(Vice.values());
    }

    @Test
    void aDestinationThatClosesThePageStreamsIsLeft() throws Exception {
        try (FakeDestination destination =
                new FakeDestination(BodyCase.ROUND_END, Vice.SAYS_NOTHING)) {
            MigrationReport report = migrate(destination.address());
            assertRunsOn(report);
            assertTrue(report.reason().contains("no word from the destination"), report::reason);
        }
    }

    private MigrationReport migrate(InetSocketAddress destination) throws InterruptedException {
        guest.boot();
        guest.step(150);
        MigrationOptions usual = EngineOptions.rounds(2, 2, Verification.DIGEST);
        return new SourceDriver(
                        guest,
                        new MigrationToken(3, 4),
                        new MigrationOptions(
                                usual.streams(),
                                usual.policy(),
                                usual.limits(),
                                usual.verify(),
                                5_000 * MILLISECOND_NS,
                                SHORT,
                                usual.fixedDowntime()),
                        CompressionSetup.NONE,
                        new SourceLink(
                                new PrefaceClient(loops, group),
                                destination,
                                0,
                                new LinkRateLimit(LinkRateLimit.UNLIMITED, System.nanoTime())),
                        new MemoryJournal(),
                        new HostClock(),
                        new SourceDriver.Watcher() {
                            @Override
                            public void roundCompleted(
                                    RoundStatistics round,
                                    long expectedDowntimeNs,
                                    long linkRateBytesPerSecond) {}

                            @Override
                            public void guestLeft() {
                                left = true;
                            }

                            @Override
                            public void guestBack() {}
                        },
                        PageWatch.NONE)
                .run();
    }

    private void assertRunsOn(MigrationReport report) {
        assertEquals(Outcome.FAILED, report.outcome(), report::toString);
        assertFalse(report.reason().isEmpty());
        assertFalse(report.reason().contains("\n"), report::reason);
        assertFalse(left);
        assertTrue(guest.isRunning(), report::reason);
        assertEquals(0, guest.throttlePercent());
        guest.step(150);
        assertNull(guest.violation());
    }
}
