package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.FixedSelector;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.engine.page.PageWatch;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.Page;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.driver.CompressionSetup;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.driver.SourceDriver;
import org.pagurus.transport.driver.SourceLink;
import org.pagurus.transport.netty.EventLoops;
import org.pagurus.transport.netty.PrefaceClient;

/** Pages encoded and decoded by threads of their own, between two hosts. */
@Timeout(120)
class EncodedMigrationTest {
    private static final int ENCODERS = 2;
    private static final long CACHE_BYTES = 16 << 20;
    private static final int DIRTY_RATE = 50 << 20;

    private final EventLoops loops = EventLoops.best();

    /** One loop for all streams: whoever blocks it is seen. */
    private final EventLoopGroup group = loops.newGroup(1, "test-encoded");

    @AfterEach
    void close() {
        EventLoops.shutDown(group);
    }

    static Stream<Arguments> kindsAndStreams() {
        Stream<String> fixed = Stream.of(Coding.values()).map(coding -> "fixed:" + coding.label());
        return Stream.concat(Stream.of("adaptive", "cbc", "none"), fixed)
                .flatMap(kind -> Stream.of(1, 2, 4).map(streams -> Arguments.of(kind, streams)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndStreams")
    void movesAGuestThatKeepsWriting(String kind, int streams) throws Exception {
        try (TestHosts hosts = hosts();
                CompressionSetup compression =
                        CompressionSetup.of(
                                SelectorKind.parse(kind),
                                ENCODERS,
                                CACHE_BYTES,
                                streams,
                                TestHosts.MEMORY_BYTES,
                                LinkRateLimit.UNLIMITED)) {
            assertMoved(hosts, driver(hosts, compression, streams).run());
        }
    }

    /** A version that overtakes another breaks the next difference, or stays behind for good. */
    @Test
    void versionsKeepTheirOrderHoweverLongEncodersTake() throws Exception {
        Seeds.forEach(
                4,
                seed -> {
                    Random seeds = new Random(seed);
                    Supplier<PageSelector> selectors =
                            () -> {
                                Random random = new Random(seeds.nextLong());
                                return new Hooked(
                                        Coding.XBZRLE,
                                        () -> {
                                            if (random.nextInt(32) == 0) {
                                                LockSupport.parkNanos(random.nextInt(300_000));
                                            }
                                        });
                            };
                    try (TestHosts hosts = hosts();
                            CompressionSetup compression = setup(selectors)) {
                        assertMoved(hosts, driver(hosts, compression, 3).run());
                    }
                });
    }

    @Test
    void anEncoderThatIsHeldUpHoldsUpNoOtherStream() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        AtomicLong otherPages = new AtomicLong();
        List<PageSelector> selectors = new ArrayList<>();
        selectors.add(new Hooked(Coding.LZ4, () -> await(letGo)));
        selectors.add(new Hooked(Coding.LZ4, otherPages::incrementAndGet));
        try (TestHosts hosts = hosts();
                CompressionSetup compression = setup(selectors::removeFirst)) {
            SourceDriver driver = driver(hosts, compression, 2);
            CompletableFuture<MigrationReport> report = run(driver);
            // More than fits into a stream's buffers by far: the event loop writes them.
            long most = TestHosts.MEMORY_BYTES / Page.SIZE_BYTES / 5;
            while (otherPages.get() < most) {
                assertFalse(report.isDone(), report::toString);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            letGo.countDown();
            assertMoved(hosts, report.get());
        }
    }

    @Test
    void cancelledWhileEncodingTheGuestStaysAndIsReadNoMore() throws Exception {
        AtomicLong pages = new AtomicLong();
        try (TestHosts hosts = hosts();
                CompressionSetup compression =
                        setup(
                                () ->
                                        new Hooked(
                                                Coding.ZSTD_1,
                                                () -> {
                                                    pages.incrementAndGet();
                                                    LockSupport.parkNanos(20_000);
                                                }))) {
            SourceDriver driver = driver(hosts, compression, 4);
            CompletableFuture<MigrationReport> report = run(driver);
            while (pages.get() < 500) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertTrue(driver.cancel("enough"));
            assertEquals(Outcome.CANCELLED, report.get().outcome(), report::toString);
            long read = pages.get();
            assertStayed(hosts);
            assertEquals(read, pages.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEncoderThatFailsEndsTheMigrationAndTheGuestStays(boolean threads) throws Exception {
        AtomicLong pages = new AtomicLong();
        Supplier<PageSelector> selectors =
                () ->
                        new Hooked(
                                Coding.RAW,
                                () -> {
                                    if (pages.incrementAndGet() == 5_000) {
                                        throw new IllegalStateException("no more\nroom");
                                    }
                                });
        try (TestHosts hosts = hosts();
                CompressionSetup compression =
                        threads
                                ? setup(selectors)
                                : CompressionSetup.onEventLoops(compression(selectors))) {
            MigrationReport report = driver(hosts, compression, 2).run();
            assertEquals(Outcome.FAILED, report.outcome(), report::toString);
            assertTrue(
                    report.reason()
                            .matches("guest: page stream [01]: .*IllegalStateException: no more"),
                    report::reason);
            assertStayed(hosts);
        }
    }

    @Test
    void aCutAtAnyByteLeavesOneGuestIntact() throws Exception {
        Seeds.forEach(
                8,
                seed -> {
                    Random random = new Random(seed);
                    String[] kinds = {"adaptive", "fixed:zstd-3", "fixed:window", "fixed:lz4"};
                    cutAfter(
                            random.nextLong(16 << 20),
                            SelectorKind.parse(kinds[random.nextInt(kinds.length)]),
                            1 + random.nextInt(4));
                });
    }

    private void cutAfter(long bytes, SelectorKind kind, int streams) throws Exception {
        try (TestHosts hosts = hosts();
                CuttableLink link = new CuttableLink(hosts.destination.address().getPort(), bytes);
                CompressionSetup compression =
                        CompressionSetup.of(
                                kind,
                                ENCODERS,
                                CACHE_BYTES,
                                streams,
                                TestHosts.MEMORY_BYTES,
                                LinkRateLimit.UNLIMITED)) {
            CompletableFuture<MigrationReport> migrated =
                    run(driver(hosts, link.port(), compression, streams));
            while (!migrated.isDone() && !link.isCut()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            link.mend();
            if (migrated.get(60, TimeUnit.SECONDS).outcome() == Outcome.COMPLETED) {
                assertMoved(hosts, migrated.get());
            } else {
                TestHosts.assertIntact(hosts.source);
                // Only where ownership was about to change hands may a guest still be there.
                assertTrue(
                        TestHosts.guest(hosts.destination) == null
                                || TestHosts.guest(hosts.destination).place().equals("incoming"));
            }
        }
    }

    private static TestHosts hosts() throws Exception {
        TestHosts hosts = new TestHosts(DirtyLogKind.SOFTWARE, 1L << 30);
        hosts.startGuest(DIRTY_RATE);
        return hosts;
    }

    private static void assertMoved(TestHosts hosts, MigrationReport report) throws Exception {
        assertEquals(Outcome.COMPLETED, report.outcome(), report::toString);
        assertEquals(Boolean.TRUE, report.memoryIdentical());
        TestHosts.assertIntact(hosts.destination);
    }

    private static void assertStayed(TestHosts hosts) throws Exception {
        TestHosts.assertIntact(hosts.source);
        for (int i = 0; TestHosts.guest(hosts.destination) != null && i < 1_000; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertNull(TestHosts.guest(hosts.destination));
    }

    private static CompressionSetup setup(Supplier<PageSelector> selectors) {
        return CompressionSetup.by(compression(selectors), ENCODERS);
    }

    private static Compression compression(Supplier<PageSelector> selectors) {
        return new Compression(
                selectors, CACHE_BYTES, 0, () -> 1, EncodingTime.measured(System::nanoTime));
    }

    private SourceDriver driver(TestHosts hosts, CompressionSetup compression, int streams)
            throws Exception {
        return driver(hosts, hosts.destination.address().getPort(), compression, streams);
    }

    /** Beside the source's daemon, which knows of no migration: its guest runs on, or is paused. */
    private SourceDriver driver(
            TestHosts hosts, int port, CompressionSetup compression, int streams) throws Exception {
        return new SourceDriver(
                hosts.source.guests().guest(TestHosts.GUEST),
                new MigrationToken(7, System.nanoTime()),
                TestHosts.settings(streams, Verification.DIGEST, 0)
                        .toOptions(FixedDowntimes.STARTING_VALUES, 64L << 30),
                compression,
                new SourceLink(
                        new PrefaceClient(loops, group),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
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
                    public void guestLeft() {}

                    @Override
                    public void guestBack() {}
                },
                PageWatch.NONE);
    }

    private static CompletableFuture<MigrationReport> run(SourceDriver driver) {
        CompletableFuture<MigrationReport> report = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                report.complete(driver.run());
                            } catch (Exception | AssertionError e) {
                                report.completeExceptionally(e);
                            }
                        });
        return report;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One coding for all pages, and something that happens before each. */
    private static final class Hooked implements PageSelector {
        private final PageSelector selector;
        private final Runnable hook;

        Hooked(Coding coding, Runnable hook) {
            selector = new FixedSelector(coding);
            this.hook = hook;
        }

        @Override
        public Coding select(
                MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
            hook.run();
            return selector.select(page, pageOffset, versions, versionOffset);
        }

        @Override
        public boolean keepsVersions(boolean writtenAgain) {
            return selector.keepsVersions(writtenAgain);
        }
    }
}
