package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.destination.DestinationEvent.ConnectionLost;
import org.pagurus.engine.destination.DestinationEvent.StreamFailed;
import org.pagurus.engine.destination.DestinationEvent.StreamRoundEnded;
import org.pagurus.engine.page.FewPages;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.peer.Frames;

/** Frames that are decoded when the test says so, or on other threads. */
@Timeout(60)
class PageStreamInDecodingTest {
    private final Queue<Runnable> decoders = new ArrayDeque<>();
    private FedPageStream fed = new FedPageStream(decoders::add);

    @AfterEach
    void close() {
        decode();
        fed.close();
    }

    @Test
    void whileADecoderIsAtWorkTheChannelIsNotRead() {
        fed.read(many(3, 5));
        fed.assertPage(3, 0);
        assertFalse(fed.channel.config().isAutoRead());
        fed.handle.reset(fed.channel.config());
        fed.handle.lastBytesRead(1);
        assertFalse(fed.handle.continueReading());
        decode();
        fed.assertPage(3, 5);
        assertTrue(fed.channel.config().isAutoRead());
        assertTrue(fed.handle.continueReading());
    }

    @Test
    void oneTaskTakesAllFramesThatCameWhole() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 5; i++) {
            bytes.writeBytes(Frames.pages(0, 0, i, 8, 10 + i));
        }
        fed.read(bytes.toByteArray());
        assertEquals(1, decoders.size());
        decode();
        for (int i = 0; i < 5; i++) {
            fed.assertPage(i, 10 + i);
        }
    }

    @Test
    void aFrameWithoutBodiesNeedsNoDecoder() {
        fed.read(Frames.roundEnd(0, 0, false));
        fed.read(Frames.roundEnd(0, 1, true));
        assertEquals(0, decoders.size());
        assertEquals(2, fed.events.size(), fed.events::toString);
    }

    @Test
    void fewPagesAreDecodedByTheEventLoop() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < FewPages.MOST; i++) {
            bytes.writeBytes(Frames.pages(0, 0, i, 1, 10 + i));
        }
        fed.read(bytes.toByteArray());
        fed.read(Frames.pages(0, 0, 100, FewPages.MOST, 7));
        assertEquals(0, decoders.size());
        for (int i = 0; i < FewPages.MOST; i++) {
            fed.assertPage(i, 10 + i);
            fed.assertPage(100 + i, 7);
        }
        assertTrue(fed.channel.config().isAutoRead());
        assertEquals(List.of(), fed.events);
    }

    @Test
    void manyFramesAreForADecoderThoughTheyHaveFewPages() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int round = 0; round < FewPages.MOST; round++) {
            bytes.writeBytes(Frames.pages(0, round, 3, 1, 5 + round));
            bytes.writeBytes(Frames.roundEnd(0, round, false));
        }
        fed.read(bytes.toByteArray());
        assertEquals(1, decoders.size());
        assertEquals(List.of(), fed.events);
        decode();
        assertEquals(FewPages.MOST, fed.events.size(), fed.events::toString);
        fed.assertPage(3, 4 + FewPages.MOST);
    }

    @Test
    void aFrameThatClaimsTooManyPagesIsRefusedByADecoder() {
        byte[] frame = Frames.pages(0, 0, 3, 1, 5);
        frame[12] = (byte) 0xff;
        fed.read(frame);
        assertEquals(1, decoders.size());
        decode();
        StreamFailed failed = assertInstanceOf(StreamFailed.class, fed.events.getFirst());
        assertEquals("frame.pages", failed.field());
    }

    @Test
    void fewPagesThatAreWrongFailAsOthersDo() {
        byte[] damaged = Frames.pages(0, 0, 5, 1, 5);
        damaged[17] ^= 1;
        ByteBuf buffer = fed.target();
        fed.read(damaged);
        assertEquals(0, decoders.size());
        assertEquals(1, fed.events.size(), fed.events::toString);
        StreamFailed failed = assertInstanceOf(StreamFailed.class, fed.events.getFirst());
        assertEquals("frame.checksum", failed.field());
        assertFalse(fed.channel.isOpen());
        assertEquals(0, buffer.refCnt());
    }

    /** As when the source closes the stream: then the channel is read though reading is off. */
    @Test
    void whatIsReadMeanwhileIsNotLost() {
        Seeds.forEach(
                100,
                seed -> {
                    fed.renew();
                    Random random = new Random(seed);
                    FrameMix mix = FrameMix.of(random);
                    byte[] all = mix.bytes();
                    int most = 1 << 12 + random.nextInt(9);
                    for (int at = 0; at < all.length; ) {
                        int piece = Math.min(1 + random.nextInt(most), all.length - at);
                        fed.read(all, at, piece);
                        at += piece;
                        if (random.nextInt(3) == 0) {
                            decodeOne();
                        }
                    }
                    decode();
                    mix.assertArrived(fed);
                    assertEquals(mix.ends(), fed.events.size(), fed.events::toString);
                    assertTrue(fed.channel.config().isAutoRead());
                });
    }

    @Test
    void whatIsBeingDecodedStaysWhereItIs() {
        ByteBuf buffer = fed.target();
        fed.read(many(3, 5));
        ByteBuf late = fed.target();
        assertNotSame(buffer, late);
        assertTrue(late.isWritable());
    }

    @Test
    void roundEndsAndFailuresComeInTheOrderOfTheirFrames() {
        byte[] damaged = Frames.pages(0, 1, 5, 1, 5);
        damaged[17] ^= 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(many(3, 5));
        bytes.writeBytes(Frames.roundEnd(0, 0, false));
        bytes.writeBytes(Frames.pages(0, 1, 4, 1, 6));
        bytes.writeBytes(damaged);
        bytes.writeBytes(Frames.pages(0, 1, 6, 1, 7));
        fed.read(bytes.toByteArray());
        assertEquals(List.of(), fed.events);
        decode();
        fed.assertPage(3, 5);
        fed.assertPage(4, 6);
        fed.assertPage(6, 5);
        assertEquals(2, fed.events.size(), fed.events::toString);
        assertInstanceOf(StreamRoundEnded.class, fed.events.getFirst());
        StreamFailed failed = assertInstanceOf(StreamFailed.class, fed.events.getLast());
        assertEquals("frame.checksum", failed.field());
        assertFalse(fed.channel.isOpen());
    }

    @Test
    void aWrongLengthBehindGoodFramesComesAfterThem() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(many(3, 5));
        bytes.writeBytes(Frames.roundEnd(0, 0, false));
        bytes.writeBytes(new byte[] {0, 5, 0, 0, 1});
        fed.read(bytes.toByteArray());
        decode();
        fed.assertPage(3, 5);
        assertEquals(2, fed.events.size(), fed.events::toString);
        StreamFailed failed = assertInstanceOf(StreamFailed.class, fed.events.getLast());
        assertEquals("frame.length", failed.field());
    }

    @Test
    void aChannelThatClosesMeanwhileIsReportedBehindTheFrames() {
        ByteBuf buffer = fed.target();
        fed.read(many(3, 5));
        fed.channel.close();
        assertEquals(List.of(), fed.events);
        assertTrue(buffer.refCnt() > 0);
        decode();
        assertEquals(0, buffer.refCnt());
        fed.assertPage(3, 5);
        assertEquals(List.of(new ConnectionLost("page stream 0: closed")), fed.events);
    }

    @Test
    void whatCameBeforeTheChannelClosedIsStillTaken() {
        fed.read(many(3, 5));
        fed.read(Frames.pages(0, 0, 4, 1, 6)); // held, as all behind it
        fed.read(Frames.pages(0, 0, 5, 1, 7));
        fed.read(Frames.roundEnd(0, 0, true));
        fed.channel.close();
        decode();
        fed.assertPage(3, 5);
        fed.assertPage(4, 6);
        fed.assertPage(5, 7);
        assertEquals(1, fed.events.size(), fed.events::toString);
        assertInstanceOf(StreamRoundEnded.class, fed.events.getFirst());
    }

    @Test
    void aStreamWhoseLastRoundEndsInTheDecoderMayClose() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(many(3, 5));
        bytes.writeBytes(Frames.roundEnd(0, 0, true));
        fed.read(bytes.toByteArray());
        fed.channel.close();
        decode();
        assertEquals(1, fed.events.size(), fed.events::toString);
        assertInstanceOf(StreamRoundEnded.class, fed.events.getFirst());
    }

    @Test
    void aReadThatFailsMeanwhileIsReportedOnce() {
        ByteBuf buffer = fed.target();
        fed.read(many(3, 5));
        fed.channel.pipeline().fireExceptionCaught(new IllegalStateException("reset"));
        decode();
        assertEquals(List.of(new StreamFailed("link", "page stream 0: reset")), fed.events);
        assertEquals(0, buffer.refCnt());
    }

    @Test
    void withoutADecoderTheStreamFails() {
        try (FedPageStream alone =
                new FedPageStream(
                        task -> {
                            throw new RejectedExecutionException("no decoder");
                        })) {
            ByteBuf buffer = alone.target();
            alone.read(many(3, 5));
            assertEquals(
                    List.of(new StreamFailed("link", "page stream 0: no decoder")), alone.events);
            assertFalse(alone.channel.isOpen());
            assertEquals(0, buffer.refCnt());
        }
    }

    @Test
    void whatWasNotDecodedWhenTheStreamWasClosedNeverIs() {
        fed.read(many(3, 5));
        fed.stream.close();
        decode();
        fed.assertPage(3, 0);
    }

    @Test
    void closingWaitsForTheFrameInTheDecoderAndNoLonger() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (FedPageStream busy =
                new FedPageStream(
                        task -> Thread.ofPlatform().daemon().start(task),
                        event -> {
                            inside.countDown();
                            await(letGo);
                        })) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(many(3, 5));
            bytes.writeBytes(Frames.roundEnd(0, 0, false)); // reported from inside
            bytes.writeBytes(Frames.pages(0, 1, 4, 1, 6));
            busy.read(bytes.toByteArray());
            await(inside);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(busy.stream::close);
            assertThrows(TimeoutException.class, () -> closed.get(50, TimeUnit.MILLISECONDS));
            letGo.countDown();
            closed.get();
            busy.assertPage(3, 5);
            busy.assertPage(4, 5);
        }
    }

    /** A frame with more pages than the event loop decodes itself. */
    private static byte[] many(int first, int value) {
        return Frames.pages(0, 0, first, FewPages.MOST + 1, value);
    }

    private void decode() {
        while (decodeOne()) {
            // the next one
        }
    }

    private boolean decodeOne() {
        Runnable task = decoders.poll();
        if (task == null) {
            return false;
        }
        task.run();
        fed.channel.runPendingTasks();
        assertTrue(decoders.size() <= 1, "two decoders at a time");
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
