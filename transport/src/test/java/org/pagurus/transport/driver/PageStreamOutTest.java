package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.FixedSelector;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.engine.page.FewPages;
import org.pagurus.engine.page.FramesAhead;
import org.pagurus.engine.page.LinkGauge;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.protocol.PageFrame;

/** Frames that are filled when the test says so, and written when it says so. */
@Timeout(60)
class PageStreamOutTest {
    /** Ten frames, and the one that ends the round. */
    private static final int PAGES = 1024;

    private static final int FRAMES = 17;

    private final List<SourceEvent> events = new ArrayList<>();
    private final GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
    private final SoftwareDirtyLog log = new SoftwareDirtyLog(PAGES);
    private final PageHashes hashes = new PageHashes(PAGES, 1);
    private final Queue<Runnable> encoders = new ArrayDeque<>();
    private final HeldWrites writes = new HeldWrites();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private int selected;
    private Runnable onSelect = () -> {};
    private final Compression compression =
            new Compression(Selector::new, 0, 0, () -> 1, EncodingTime.measured(System::nanoTime));
    private final PageSender sender = new PageSender(0, 1, memory, log, hashes, compression);

    PageStreamOutTest() {
        for (long page = 0; page < PAGES; page++) {
            memory.segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(page), page + 1);
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        sender.close();
        hashes.close();
        memory.close();
    }

    @Test
    void oneFrameIsFilledAtATimeAndAFewWaitForTheSocket() {
        start(encoders::add);
        for (int filled = 0; !encoders.isEmpty(); filled++) {
            assertEquals(1, encoders.size());
            assertTrue(filled < FramesAhead.ENCODED, "filled though nothing is written");
            encode();
        }
        assertEquals(FramesAhead.ENCODED, writes.frames.size());
        writes.next();
        channel.runPendingTasks();
        assertEquals(1, encoders.size());
    }

    /** How pages are best encoded is a guess until then. */
    @Test
    void twoFramesAreMadeAheadUntilTheLinkIsKnown() {
        AtomicLong clockNs = new AtomicLong();
        start(CompressionSetup.by(compression, encoders::add, new LinkGauge(clockNs::get)));
        encodeAll();
        assertEquals(FramesAhead.BEFORE_RATE_IS_KNOWN, writes.frames.size());
        clockNs.addAndGet(2_000_000);
        writes.next();
        channel.runPendingTasks();
        encodeAll();
        assertEquals(FramesAhead.ENCODED + 1, writes.frames.size());
    }

    @Test
    void whileAFrameIsWrittenTheNextOneIsFilled() {
        start(encoders::add);
        encode();
        assertEquals(1, writes.frames.size());
        assertEquals(1, encoders.size());
        writes.next();
        channel.runPendingTasks();
        assertEquals(1, encoders.size());
    }

    @Test
    void framesAreWrittenInTheirOrderAndTheRoundEndsBehindThem() throws Exception {
        GuestMemory there = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
        try (there;
                PageReceiver receiver =
                        new PageReceiver(
                                0,
                                new StreamMap(1),
                                there,
                                new PageHashes(PAGES, 1),
                                new PageBitmap(PAGES),
                                0)) {
            PageStreamOut out = start(encoders::add);
            for (int round = 0; round < 3; round++) {
                int received = 0;
                while (events.isEmpty()) {
                    encode();
                    for (ByteBuf frame : writes.takeAll()) {
                        boolean ended = receiver.receive(MemorySegment.ofBuffer(frame.nioBuffer()));
                        assertEquals(++received == FRAMES, ended);
                        if (ended) {
                            assertEquals(PAGES, receiver.roundEnd().pages());
                        }
                    }
                    writes.next();
                    channel.runPendingTasks();
                }
                SourceEvent.StreamFinished finished =
                        assertInstanceOf(SourceEvent.StreamFinished.class, events.removeFirst());
                assertEquals(PAGES, finished.tally().pages());
                assertEquals(-1, memory.segment().mismatch(there.segment()));
                for (long page = 0; page < PAGES; page++) {
                    memory.segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(page), round);
                }
                beginRound(round + 1);
                out.start(channel);
                channel.runPendingTasks();
            }
        }
    }

    @Test
    void aFailureIsReportedOnceInOneLine() {
        onSelect =
                () -> {
                    throw new IllegalStateException("no room\nat all");
                };
        start(encoders::add);
        encode();
        assertEquals(
                List.of(
                        new SourceEvent.GuestFailed(
                                "page stream 0: java.lang.IllegalStateException: no room")),
                events);
        assertTrue(encoders.isEmpty());
        assertTrue(channel.isOpen());
    }

    @Test
    void anErrorIsReportedToo() {
        onSelect =
                () -> {
                    throw new NoClassDefFoundError("codec");
                };
        start(encoders::add);
        encode();
        assertInstanceOf(SourceEvent.GuestFailed.class, events.getFirst());
    }

    @Test
    void aFailureOnTheEventLoopIsReportedToo() {
        onSelect =
                () -> {
                    throw new IllegalStateException("no room");
                };
        start(CompressionSetup.onEventLoops(compression));
        assertEquals(1, events.size(), events::toString);
        assertInstanceOf(SourceEvent.GuestFailed.class, events.getFirst());
    }

    @Test
    void withoutAnEncoderTheStreamFails() {
        start(
                task -> {
                    throw new RejectedExecutionException("shut down");
                });
        assertInstanceOf(SourceEvent.GuestFailed.class, events.getFirst());
    }

    @Test
    void withoutEncodersTheEventLoopFills() {
        start(CompressionSetup.onEventLoops(compression));
        assertEquals(4, writes.frames.size());
        assertEquals(4 * 64, selected);
        while (writes.next()) {
            channel.runPendingTasks();
        }
        assertInstanceOf(SourceEvent.StreamFinished.class, events.getFirst());
        assertEquals(PAGES, selected);
    }

    @Test
    void fewPagesAreEncodedByTheEventLoop() {
        sendRound(FewPages.MOST);
        assertEquals(0, encoders.size());
        assertEquals(FewPages.MOST, selected);
        assertEquals(2, writes.frames.size());
        SourceEvent.StreamFinished finished =
                assertInstanceOf(SourceEvent.StreamFinished.class, events.getFirst());
        assertEquals(FewPages.MOST, finished.tally().pages());
    }

    @Test
    void onePageMoreIsForAnEncoder() {
        sendRound(FewPages.MOST + 1);
        assertEquals(1, encoders.size());
        assertEquals(0, selected);
        encode();
        assertEquals(0, encoders.size(), "the end of a round needs no encoder");
        assertEquals(2, writes.frames.size());
        assertInstanceOf(SourceEvent.StreamFinished.class, events.getFirst());
    }

    @Test
    void theLastFewPagesOfManyAreEncodedByTheEventLoop() {
        sendRound(PageFrame.MAX_PAGES + FewPages.MOST);
        assertEquals(1, encoders.size());
        encode();
        assertEquals(0, encoders.size());
        assertEquals(3, writes.frames.size());
        assertEquals(PageFrame.MAX_PAGES + FewPages.MOST, selected);
        assertInstanceOf(SourceEvent.StreamFinished.class, events.getFirst());
    }

    @Test
    void aFailureWithFewPagesIsReportedOnce() {
        onSelect =
                () -> {
                    throw new IllegalStateException("no room");
                };
        sendRound(1);
        assertEquals(
                List.of(
                        new SourceEvent.GuestFailed(
                                "page stream 0: java.lang.IllegalStateException: no room")),
                events);
        assertEquals(List.of(), writes.frames);
    }

    @Test
    void fewPagesAreLeftAloneBehindTheEnd() {
        PageStreamOut out = start(onKnownLink(encoders::add), 0);
        finishWrites();
        out.close();
        beginRound(1, 1);
        out.start(channel);
        channel.runPendingTasks();
        assertEquals(0, selected);
        assertEquals(List.of(), events);
    }

    @Test
    void aChannelThatClosesMeanwhileGetsItsBuffersBack() {
        start(encoders::add);
        encode();
        encode();
        List<ByteBuf> frames = writes.takeAll();
        Runnable filling = encoders.remove();
        channel.close();
        writes.failAll();
        filling.run();
        channel.runPendingTasks();
        assertTrue(encoders.isEmpty());
        frames.forEach(frame -> assertEquals(0, frame.refCnt()));
        assertEquals(List.of(new SourceEvent.ConnectionLost("page stream 0 was closed")), events);
    }

    @Test
    void aFrameWhoseTurnComesBehindTheEndIsNotFilled() {
        PageStreamOut out = start(encoders::add);
        encode();
        int read = selected;
        out.close();
        encode();
        writes.next();
        channel.runPendingTasks();
        assertTrue(encoders.isEmpty());
        assertEquals(read, selected);
        assertEquals(List.of(), events);
    }

    /** A channel's close is done before the failed writes behind it are told. */
    @Test
    void theEventLoopFillsNothingBehindTheEnd() {
        PageStreamOut out = start(CompressionSetup.onEventLoops(compression));
        int read = selected;
        out.close();
        writes.failAll();
        channel.runPendingTasks();
        assertEquals(read, selected);
        assertEquals(List.of(), events);
    }

    @Test
    void closingWaitsForTheFrameBeingFilled() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        onSelect =
                () -> {
                    inside.countDown();
                    await(letGo);
                };
        PageStreamOut out = start(encoders::add);
        Thread encoder = Thread.ofPlatform().daemon().start(encoders.remove());
        await(inside);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(out::close);
        assertThrows(TimeoutException.class, () -> closed.get(50, TimeUnit.MILLISECONDS));
        letGo.countDown();
        closed.get();
        encoder.join();
        assertFalse(closed.isCompletedExceptionally());
    }

    @Test
    void theGaugeSeesWhatWaitsForTheLink() {
        CompressionSetup setup = CompressionSetup.by(compression, encoders::add);
        start(setup);
        encode();
        encode();
        assertEquals(2, setup.gauge().inFlight());
        writes.next();
        assertEquals(1, setup.gauge().inFlight());
    }

    private PageStreamOut start(Executor executor) {
        return start(onKnownLink(executor));
    }

    private CompressionSetup onKnownLink(Executor executor) {
        AtomicLong clockNs = new AtomicLong();
        LinkGauge gauge = new LinkGauge(clockNs::get);
        gauge.begin(PageFrame.MAX_BYTES);
        clockNs.addAndGet(2_000_000);
        gauge.end(PageFrame.MAX_BYTES);
        return CompressionSetup.by(compression, executor, gauge);
    }

    private PageStreamOut start(CompressionSetup setup) {
        return start(setup, PAGES);
    }

    private PageStreamOut start(CompressionSetup setup, int pages) {
        PageStreamOut out =
                new PageStreamOut(
                        0,
                        sender,
                        setup,
                        new LinkRateLimit(LinkRateLimit.UNLIMITED, 0),
                        events::add);
        channel.pipeline().addLast(writes, out);
        beginRound(0, pages);
        out.start(channel);
        channel.runPendingTasks();
        return out;
    }

    private void beginRound(int round) {
        beginRound(round, PAGES);
    }

    private void beginRound(int round, int count) {
        PageBitmap pages = new PageBitmap(PAGES);
        for (int page = 0; page < count; page++) {
            pages.set(page);
        }
        sender.beginRound(round, pages, false);
    }

    /** A round with so many pages, behind one without any. */
    private void sendRound(int count) {
        PageStreamOut out = start(onKnownLink(encoders::add), 0);
        finishWrites();
        beginRound(1, count);
        out.start(channel);
        channel.runPendingTasks();
    }

    private void finishWrites() {
        while (writes.next()) {
            channel.runPendingTasks();
        }
        writes.takeAll();
        events.clear();
    }

    private void encodeAll() {
        while (!encoders.isEmpty()) {
            encode();
        }
    }

    private void encode() {
        Runnable task = encoders.poll();
        if (task != null) {
            task.run();
            channel.runPendingTasks();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Selector implements PageSelector {
        private final PageSelector raw = new FixedSelector(Coding.RAW);

        @Override
        public Coding select(
                MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
            onSelect.run();
            selected++;
            return raw.select(page, pageOffset, versions, versionOffset);
        }
    }

    /** A socket that takes frames when it is told to. */
    private static final class HeldWrites extends ChannelOutboundHandlerAdapter {
        private final List<ByteBuf> frames = new ArrayList<>();
        private final Queue<ChannelPromise> promises = new ArrayDeque<>();
        private final Queue<ByteBuf> held = new ArrayDeque<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            frames.add((ByteBuf) message);
            held.add((ByteBuf) message);
            promises.add(promise);
        }

        /** The frames that have come since the last time. */
        List<ByteBuf> takeAll() {
            List<ByteBuf> all = List.copyOf(frames);
            frames.clear();
            return all;
        }

        /** One more is written. */
        boolean next() {
            ChannelPromise promise = promises.poll();
            if (promise != null) {
                held.remove().release();
                promise.setSuccess();
            }
            return promise != null;
        }

        void failAll() {
            while (!promises.isEmpty()) {
                held.remove().release();
                promises.remove().setFailure(new IllegalStateException("closed"));
            }
        }
    }
}
