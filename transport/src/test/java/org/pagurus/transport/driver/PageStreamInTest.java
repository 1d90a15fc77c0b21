package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
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
    private static final int PAGES = 256;

    private final List<DestinationEvent> events = new ArrayList<>();
    private final GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
    private final PageHashes hashes = new PageHashes(PAGES, 1);
    private EmbeddedChannel channel = open();
    private RecvByteBufAllocator.ExtendedHandle handle = handle();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        hashes.close();
        memory.close();
    }

    @Test
    void framesCutAtEveryByteArriveWhole() {
        int length = Frames.pages(0, 0, 3, 1, 1).length;
        for (int cut = 1; cut < length; cut++) {
            byte[] frame = Frames.pages(0, 0, 3, 1, cut);
            read(frame, 0, cut);
            read(frame, cut, length - cut);
            assertPage(3, cut);
        }
        assertEquals(List.of(), events);
    }

    @Test
    void everyByteOnItsOwnIsEnough() {
        byte[] frame = Frames.pages(0, 0, 3, 1, 9);
        for (int at = 0; at < frame.length; at++) {
            read(frame, at, 1);
        }
        assertPage(3, 9);
    }

    @Test
    void manyFramesInOneReadArriveInOrder() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            bytes.writeBytes(Frames.pages(0, 0, i, 2, 10 + i));
        }
        bytes.writeBytes(Frames.roundEnd(0, 0, false));
        read(bytes.toByteArray(), 0, bytes.size());
        for (int i = 0; i < 20; i++) {
            assertPage(i, 10 + i);
        }
        assertPage(20, 29);
        assertEquals(
                List.of(
                        new DestinationEvent.StreamRoundEnded(
                                new PageReceiver.RoundEnd(0, 0, 40, false))),
                events);
    }

    @Test
    void largestFramesReadInAnyPiecesArriveWhole() {
        Seeds.forEach(
                20,
                seed -> {
                    renew();
                    Random random = new Random(seed);
                    for (int i = 0; i < 12; i++) {
                        int first = random.nextInt(PAGES - PageFrame.MAX_PAGES);
                        byte[] frame = Frames.pages(0, 0, first, PageFrame.MAX_PAGES, i + 1);
                        int piece = 1 + random.nextInt(frame.length);
                        for (int at = 0; at < frame.length; at += piece) {
                            read(frame, at, Math.min(piece, frame.length - at));
                        }
                        assertPage(first, i + 1);
                        assertPage(first + PageFrame.MAX_PAGES - 1, i + 1);
                    }
                    assertEquals(List.of(), events);
                });
    }

    /** Frames that are read in their places and frames that are not take turns. */
    @Test
    void framesOfAllKindsReadInAnyPiecesArriveWhole() {
        Seeds.forEach(
                300,
                seed -> {
                    renew();
                    Random random = new Random(seed);
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    int[] expected = new int[PAGES];
                    Arrays.fill(expected, -1);
                    int ends = 0;
                    for (int i = 1; i <= 30; i++) {
                        if (random.nextInt(6) == 0) {
                            bytes.writeBytes(Frames.roundEnd(0, ends++, false));
                        } else {
                            long[] pages = somePages(random);
                            bytes.writeBytes(Frames.pages(0, ends, pages, i));
                            for (long page : pages) {
                                expected[(int) page] = i;
                            }
                        }
                    }
                    byte[] all = bytes.toByteArray();
                    int most = 1 << random.nextInt(21);
                    for (int at = 0; at < all.length; ) {
                        int piece = Math.min(1 + random.nextInt(most), all.length - at);
                        read(all, at, piece);
                        at += piece;
                    }
                    for (int page = 0; page < PAGES; page++) {
                        if (expected[page] >= 0) {
                            assertPage(page, expected[page]);
                        }
                    }
                    assertEquals(ends, events.size(), events::toString);
                });
    }

    /** Stretches of some length, some pages apart. */
    private static long[] somePages(Random random) {
        int longest = 1 + random.nextInt(40);
        List<Long> pages = new ArrayList<>();
        for (long page = random.nextInt(PAGES); page < PAGES; page += 1 + random.nextInt(9)) {
            for (int i = random.nextInt(longest); i >= 0 && page < PAGES; i--) {
                if (pages.size() < PageFrame.MAX_PAGES) {
                    pages.add(page++);
                } else {
                    page = PAGES;
                }
            }
        }
        return pages.stream().mapToLong(Long::longValue).toArray();
    }

    /** As much as the buffer takes at a time, so that frames lie across its end again and again. */
    @Test
    void aFrameAtTheBuffersEndArrivesWhole() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            bytes.writeBytes(Frames.pages(0, 0, i, PageFrame.MAX_PAGES, i + 1));
        }
        byte[] all = bytes.toByteArray();
        read(all, 0, all.length);
        for (int i = 0; i < 40; i++) {
            assertPage(i, i + 1);
        }
        assertPage(40 + PageFrame.MAX_PAGES - 2, 40);
        assertEquals(List.of(), events);
    }

    @Test
    void bytesRightBehindThePrefaceAreNotLost() {
        byte[] frame = Frames.pages(0, 0, 3, 1, 5);
        for (int cut = 0; cut <= frame.length; cut += 7) {
            channel.finishAndReleaseAll();
            channel = new EmbeddedChannel();
            SwitchableReceive.install(channel);
            channel.pipeline()
                    .addLast(
                            new PrefaceServer(
                                    (preface, served) -> {
                                        stream(served).install();
                                        return null;
                                    },
                                    60_000));
            handle = handle();
            memory.clearPage(3);
            channel.writeInbound(
                    Unpooled.wrappedBuffer(
                            RawPeer.preface(RawPeer.PAGES, new MigrationToken(1, 2), 0),
                            Arrays.copyOf(frame, cut)));
            if (cut < frame.length) {
                read(frame, cut, frame.length - cut);
            }
            assertPage(3, 5);
            events.clear();
        }
    }

    @Test
    void theBufferIsGivenBackWhenTheChannelCloses() {
        byte[] frame = Frames.pages(0, 0, 3, 1, 5);
        read(frame, 0, 100);
        ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        buffer.release();
        assertEquals(1, buffer.refCnt());
        channel.close();
        assertEquals(0, buffer.refCnt());
        assertEquals(
                List.of(new DestinationEvent.StreamFailed("link", "page stream 0 was closed")),
                events);
    }

    @Test
    void aMalformedFrameFailsOnceClosesAndGivesTheBufferBack() {
        ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        buffer.release();
        byte[] frame = Frames.pages(0, 0, 3, 1, 5);
        frame[17] ^= 1;
        byte[] twice = Arrays.copyOf(frame, 2 * frame.length);
        System.arraycopy(frame, 0, twice, frame.length, frame.length);
        read(twice, 0, twice.length);
        assertEquals(1, events.size(), events::toString);
        DestinationEvent.StreamFailed failed =
                assertInstanceOf(DestinationEvent.StreamFailed.class, events.getFirst());
        assertEquals("frame.checksum", failed.field());
        assertFalse(channel.isOpen());
        assertEquals(0, buffer.refCnt());
    }

    @Test
    void aStreamThatHasEndedMayClose() {
        byte[] end = Frames.roundEnd(0, 0, true);
        read(end, 0, end.length);
        channel.close();
        assertEquals(1, events.size(), events::toString);
        assertInstanceOf(DestinationEvent.StreamRoundEnded.class, events.getFirst());
    }

    @Test
    void aFrameBehindTheLastRoundIsRefused() {
        byte[] end = Frames.roundEnd(0, 0, true);
        byte[] late = Frames.pages(0, 1, 3, 1, 5);
        read(end, 0, end.length);
        read(late, 0, late.length);
        assertEquals(2, events.size());
        assertInstanceOf(DestinationEvent.StreamFailed.class, events.getLast());
        assertPage(3, 0);
    }

    @Test
    void damagedFramesFailOnceAndTouchNothingElse() {
        Seeds.forEach(
                20_000,
                seed -> {
                    renew();
                    Random random = new Random(seed);
                    byte[] frame = Frames.pages(0, 0, random.nextInt(PAGES - 1), 1, 7);
                    byte[] damaged =
                            Arrays.copyOf(frame, frame.length - random.nextInt(2) * 30 + 15);
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        damaged[random.nextInt(26)] ^= (byte) (1 << random.nextInt(8));
                    }
                    ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
                    buffer.release();
                    read(damaged, 0, damaged.length);
                    channel.close();
                    assertEquals(0, buffer.refCnt());
                    assertEquals(1, events.size(), events::toString);
                    assertInstanceOf(DestinationEvent.StreamFailed.class, events.getFirst());
                });
    }

    @Test
    void refusesAChannelThatWasNotPrepared() {
        EmbeddedChannel unprepared = new EmbeddedChannel();
        assertThrows(IllegalStateException.class, () -> stream(unprepared).install());
        unprepared.finishAndReleaseAll();
    }

    private void renew() {
        channel.finishAndReleaseAll();
        events.clear();
        channel = open();
        handle = handle();
    }

    private EmbeddedChannel open() {
        EmbeddedChannel fresh = new EmbeddedChannel();
        SwitchableReceive.install(fresh);
        stream(fresh).install();
        return fresh;
    }

    private RecvByteBufAllocator.ExtendedHandle handle() {
        return (RecvByteBufAllocator.ExtendedHandle) channel.unsafe().recvBufAllocHandle();
    }

    private PageStreamIn stream(Channel served) {
        PageReceiver receiver =
                new PageReceiver(0, new StreamMap(1), memory, hashes, new PageBitmap(PAGES), 0);
        return new PageStreamIn(0, served, receiver, Runnable::run, events::add);
    }

    private void read(byte[] bytes, int offset, int length) {
        for (int at = 0; at < length && channel.isOpen(); ) {
            ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
            int piece = Math.min(length - at, buffer.writableBytes());
            assertTrue(piece > 0, "no room to read into");
            buffer.writeBytes(bytes, offset + at, piece);
            channel.pipeline().fireChannelRead(buffer);
            channel.runPendingTasks();
            at += piece;
        }
    }

    private void assertPage(int page, int value) {
        byte[] expected = new byte[Page.SIZE_BYTES];
        Arrays.fill(expected, (byte) value);
        assertEquals(
                -1,
                Arrays.mismatch(
                        expected,
                        memory.segment()
                                .asSlice(Page.offsetBytes(page), Page.SIZE_BYTES)
                                .toArray(ValueLayout.JAVA_BYTE)),
                "page " + page);
    }
}
