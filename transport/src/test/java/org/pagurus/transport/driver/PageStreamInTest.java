package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.PageFrame;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.netty.PrefaceServer;
import org.pagurus.transport.netty.SwitchableReceive;
import org.pagurus.transport.peer.Frames;
import org.pagurus.transport.peer.RawPeer;

/** Reads as an event loop does: into the buffer that the channel's allocator gives. */
@Timeout(60)
class PageStreamInTest {
    private static final int PAGES = FedPageStream.PAGES;

    private final FedPageStream fed = new FedPageStream(Runnable::run);

    @AfterEach
    void close() {
        fed.close();
    }

    @Test
    void framesCutAtEveryByteArriveWhole() {
        int length = Frames.pages(0, 0, 3, 1, 1).length;
        for (int cut = 1; cut < length; cut++) {
            byte[] frame = Frames.pages(0, 0, 3, 1, cut);
            fed.read(frame, 0, cut);
            fed.read(frame, cut, length - cut);
            fed.assertPage(3, cut);
        }
        assertEquals(List.of(), fed.events);
    }

    @Test
    void everyByteOnItsOwnIsEnough() {
        byte[] frame = Frames.pages(0, 0, 3, 1, 9);
        for (int at = 0; at < frame.length; at++) {
            fed.read(frame, at, 1);
        }
        fed.assertPage(3, 9);
    }

    @Test
    void manyFramesInOneReadArriveInOrder() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            bytes.writeBytes(Frames.pages(0, 0, i, 2, 10 + i));
        }
        bytes.writeBytes(Frames.roundEnd(0, 0, false));
        fed.read(bytes.toByteArray(), 0, bytes.size());
        for (int i = 0; i < 20; i++) {
            fed.assertPage(i, 10 + i);
        }
        fed.assertPage(20, 29);
        assertEquals(
                List.of(
                        new DestinationEvent.StreamRoundEnded(
                                new PageReceiver.RoundEnd(0, 0, 40, false))),
                fed.events);
    }

    @Test
    void largestFramesReadInAnyPiecesArriveWhole() {
        Seeds.forEach(
                20,
                seed -> {
                    fed.renew();
                    Random random = new Random(seed);
                    for (int i = 0; i < 12; i++) {
                        int first = random.nextInt(PAGES - PageFrame.MAX_PAGES);
                        byte[] frame = Frames.pages(0, 0, first, PageFrame.MAX_PAGES, i + 1);
                        int piece = 1 + random.nextInt(frame.length);
                        for (int at = 0; at < frame.length; at += piece) {
                            fed.read(frame, at, Math.min(piece, frame.length - at));
                        }
                        fed.assertPage(first, i + 1);
                        fed.assertPage(first + PageFrame.MAX_PAGES - 1, i + 1);
                    }
                    assertEquals(List.of(), fed.events);
                });
    }

    /** Frames that are read in their places and frames that are not take turns. */
    @Test
    void framesOfAllKindsReadInAnyPiecesArriveWhole() {
        Seeds.forEach(
                300,
                seed -> {
                    fed.renew();
                    Random random = new Random(seed);
                    FrameMix mix = FrameMix.of(random);
                    byte[] all = mix.bytes();
                    int most = 1 << random.nextInt(21);
                    for (int at = 0; at < all.length; ) {
                        int piece = Math.min(1 + random.nextInt(most), all.length - at);
                        fed.read(all, at, piece);
                        at += piece;
                    }
                    mix.assertArrived(fed);
                    assertEquals(mix.ends(), fed.events.size(), fed.events::toString);
                });
    }

    /** As much as the buffer takes at a time, so that frames lie across its end again and again. */
    @Test
    void aFrameAtTheBuffersEndArrivesWhole() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            bytes.writeBytes(Frames.pages(0, 0, i, PageFrame.MAX_PAGES, i + 1));
        }
        byte[] all = bytes.toByteArray();
        fed.read(all, 0, all.length);
        for (int i = 0; i < 40; i++) {
            fed.assertPage(i, i + 1);
        }
        fed.assertPage(40 + PageFrame.MAX_PAGES - 2, 40);
        assertEquals(List.of(), fed.events);
    }

    @Test
    void bytesRightBehindThePrefaceAreNotLost() {
        byte[] frame = Frames.pages(0, 0, 3, 1, 5);
        for (int cut = 0; cut <= frame.length; cut += 7) {
            fed.channel.finishAndReleaseAll();
            EmbeddedChannel channel = new EmbeddedChannel();
            SwitchableReceive.install(channel);
            channel.pipeline()
                    .addLast(
                            new PrefaceServer(
                                    (preface, served) -> {
                                        fed.stream(served).install();
                                        return null;
                                    },
                                    60_000));
            fed.use(channel);
            fed.memory.clearPage(3);
            channel.writeInbound(
                    Unpooled.wrappedBuffer(
                            RawPeer.preface(RawPeer.PAGES, new MigrationToken(1, 2), 0),
                            Arrays.copyOf(frame, cut)));
            if (cut < frame.length) {
                fed.read(frame, cut, frame.length - cut);
            }
            fed.assertPage(3, 5);
            fed.events.clear();
        }
    }

    @Test
    void theBufferIsGivenBackWhenTheChannelCloses() {
        byte[] frame = Frames.pages(0, 0, 3, 1, 5);
        fed.read(frame, 0, 100);
        ByteBuf buffer = fed.target();
        assertEquals(1, buffer.refCnt());
        fed.channel.close();
        assertEquals(0, buffer.refCnt());
        assertEquals(
                List.of(new DestinationEvent.ConnectionLost("page stream 0: closed")), fed.events);
    }

    @Test
    void aMalformedFrameFailsOnceClosesAndGivesTheBufferBack() {
        ByteBuf buffer = fed.target();
        byte[] frame = Frames.pages(0, 0, 3, 1, 5);
        frame[17] ^= 1;
        byte[] twice = Arrays.copyOf(frame, 2 * frame.length);
        System.arraycopy(frame, 0, twice, frame.length, frame.length);
        fed.read(twice, 0, twice.length);
        assertEquals(1, fed.events.size(), fed.events::toString);
        DestinationEvent.StreamFailed failed =
                assertInstanceOf(DestinationEvent.StreamFailed.class, fed.events.getFirst());
        assertEquals("frame.checksum", failed.field());
        assertFalse(fed.channel.isOpen());
        assertEquals(0, buffer.refCnt());
    }

    @Test
    void aStreamThatHasEndedMayClose() {
        byte[] end = Frames.roundEnd(0, 0, true);
        fed.read(end, 0, end.length);
        fed.channel.close();
        assertEquals(1, fed.events.size(), fed.events::toString);
        assertInstanceOf(DestinationEvent.StreamRoundEnded.class, fed.events.getFirst());
    }

    @Test
    void aFrameBehindTheLastRoundIsRefused() {
        byte[] end = Frames.roundEnd(0, 0, true);
        byte[] late = Frames.pages(0, 1, 3, 1, 5);
        fed.read(end, 0, end.length);
        fed.read(late, 0, late.length);
        assertEquals(2, fed.events.size());
        assertInstanceOf(DestinationEvent.StreamFailed.class, fed.events.getLast());
        fed.assertPage(3, 0);
    }

    @Test
    void damagedFramesFailOnceAndTouchNothingElse() {
        Seeds.forEach(
                20_000,
                seed -> {
                    fed.renew();
                    Random random = new Random(seed);
                    byte[] frame = Frames.pages(0, 0, random.nextInt(PAGES - 1), 1, 7);
                    byte[] damaged =
                            Arrays.copyOf(frame, frame.length - random.nextInt(2) * 30 + 15);
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        damaged[random.nextInt(26)] ^= (byte) (1 << random.nextInt(8));
                    }
                    ByteBuf buffer = fed.target();
                    fed.read(damaged, 0, damaged.length);
                    fed.channel.close();
                    assertEquals(0, buffer.refCnt());
                    assertEquals(1, fed.events.size(), fed.events::toString);
                    // Or it waits for more of the frame than there is.
                    assertTrue(
                            fed.events.getFirst() instanceof DestinationEvent.StreamFailed
                                    || fed.events.getFirst()
                                            instanceof DestinationEvent.ConnectionLost,
                            fed.events::toString);
                });
    }

    @Test
    void refusesAChannelThatWasNotPrepared() {
        EmbeddedChannel unprepared = new EmbeddedChannel();
        assertThrows(IllegalStateException.class, () -> fed.stream(unprepared).install());
        unprepared.finishAndReleaseAll();
    }
}
