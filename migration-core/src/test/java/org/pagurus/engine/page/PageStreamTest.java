package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.PageChecksum;
import org.pagurus.memory.Seed;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameWriter;
import org.pagurus.protocol.ProtocolException;

class PageStreamTest {
    private final MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);

    @ParameterizedTest
    @CsvSource({"1, 1", "63, 1", "256, 2", "257, 2", "1000, 3", "1000, 64", "4096, 5"})
    void carriesRandomMemoryOverAnyNumberOfStreams(long pages, int streams)
            throws ProtocolException {
        Seed seed = Seed.fresh();
        Random random = seed.random(streams);
        try (PagePair pair = new PagePair(pages, streams)) {
            for (int round = 0; round < 4; round++) {
                PageBitmap toSend = round == 0 ? pair.all() : new PageBitmap(pages);
                for (int i = 0; i < pages / 3 + 1; i++) {
                    long page = random.nextLong(pages);
                    pair.write(page, random.nextInt(3) == 0 ? 0 : random.nextLong());
                    toSend.set(page);
                }
                pair.log.harvest(new PageBitmap(pages));
                assertTrue(pair.round(round, toSend, round == 3), () -> seed.replay(getClass()));
                assertTrue(pair.memoriesAreSame(), () -> seed.replay(getClass()));
                assertEquals(pair.sentHashes.digest(), pair.receivedHashes.digest());
                assertEquals(PageHashes.digestOf(pair.to), pair.receivedHashes.digest());
                assertEquals(0, pair.sentHashes.countDifferences(pair.from));
            }
        }
    }

    @Test
    void talliesPagesZeroPagesAndBytes() throws ProtocolException {
        try (PagePair pair = new PagePair(300, 1)) {
            pair.write(3, 7);
            pair.write(299, 7);
            pair.log.harvest(new PageBitmap(300));
            pair.round(0, pair.all(), false);
            StreamTally tally = pair.senders.getFirst().tally();
            int frames = (300 + PageFrame.MAX_PAGES - 1) / PageFrame.MAX_PAGES + 1;
            long bytes =
                    (long) frames * PageFrame.HEADER_BYTES
                            + 300 * 2L // number and codec; the first of a frame may take more
                            + 2L * Page.SIZE_BYTES;
            assertEquals(300, tally.pages());
            assertEquals(298, tally.zeroPages());
            assertTrue(tally.bytes() >= bytes && tally.bytes() <= bytes + frames, tally::toString);
            assertEquals(tally.bytes(), pair.senders.getFirst().bytesShown());
            assertTrue(pair.senders.getFirst().isRoundSent());
        }
    }

    @Test
    void leavesOutPagesThatAreDirtyAgainUnlessTheGuestIsPaused() throws ProtocolException {
        try (PagePair pair = new PagePair(600, 2)) {
            for (long page : new long[] {1, 70, 300, 599}) {
                pair.write(page, page);
            }
            pair.round(0, pair.all(), false);
            assertEquals(3, pair.senders.get(0).tally().skippedPages()); // 1, 70, 599: chunks 0, 2
            assertEquals(1, pair.senders.get(1).tally().skippedPages());
            assertFalse(pair.memoriesAreSame());
            PageBitmap dirty = new PageBitmap(600);
            assertEquals(4, pair.log.harvest(dirty));
            pair.write(1, 99); // again, behind the harvest
            pair.round(1, dirty, true);
            assertEquals(0, pair.senders.get(0).tally().skippedPages());
            assertTrue(pair.memoriesAreSame());
        }
    }

    @Test
    void pageThatBecomesZeroIsZeroAtTheDestination() throws ProtocolException {
        try (PagePair pair = new PagePair(4, 1)) {
            pair.write(2, 5);
            pair.log.harvest(new PageBitmap(4));
            pair.round(0, pair.all(), false);
            pair.write(2, 0);
            pair.log.harvest(new PageBitmap(4));
            pair.round(1, pair.all(), true);
            assertTrue(pair.memoriesAreSame());
            assertEquals(0, pair.receivedHashes.digest());
        }
    }

    @Test
    void rawPagesInARowAreReceivedInTheirPlaces() throws ProtocolException {
        try (PagePair pair = new PagePair(600, 1)) {
            for (long page = 0; page < 600; page++) {
                if (page % 20 != 7) { // left out: so most stretches have 19 pages
                    pair.write(page, page + 1);
                }
            }
            PageBitmap dirty = new PageBitmap(600);
            pair.log.harvest(dirty);
            assertTrue(pair.round(0, dirty, false));
            assertTrue(pair.memoriesAreSame());
            assertTrue(pair.placedPages > 200, () -> pair.placedPages + " pages");
            assertEquals(PageHashes.digestOf(pair.to), pair.receivedHashes.digest());
        }
    }

    @Test
    void placesAreTheStretchesOfTheFramesPages() throws ProtocolException {
        try (PagePair pair = new PagePair(300, 1)) {
            MemorySegment sent =
                    rawFrameOf(10, 11, 12, 13, 14, 15, 16, 17, 18, 40, 41, 42, 43, 44, 45, 46, 47);
            List<MemorySegment> places = pair.receivers.getFirst().places(sent);
            assertEquals(
                    List.of(9L * Page.SIZE_BYTES, 8L * Page.SIZE_BYTES),
                    places.stream().map(MemorySegment::byteSize).toList());
            long start = pair.to.segment().address();
            assertEquals(start + 10 * Page.SIZE_BYTES, places.get(0).address());
            assertEquals(start + 40 * Page.SIZE_BYTES, places.get(1).address());
        }
    }

    @Test
    void framesOfShortStretchesAreReceivedWhole() throws ProtocolException {
        try (PagePair pair = new PagePair(300, 1)) {
            PageReceiver receiver = pair.receivers.getFirst();
            assertEquals(List.of(), receiver.places(rawFrameOf(1, 2, 3, 4, 5, 6, 7)));
            assertEquals(
                    List.of(),
                    receiver.places(
                            rawFrameOf(1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16)));
            assertEquals(List.of(), receiver.places(frameOf(0, 0, 1)));
            assertTrue(pair.memoriesAreSame());
        }
    }

    @Test
    void checksumOfPlacedPagesIsCompared() throws ProtocolException {
        try (PagePair pair = new PagePair(300, 1)) {
            PageReceiver receiver = pair.receivers.getFirst();
            List<MemorySegment> places = receiver.places(rawFrameOf(1, 2, 3, 4, 5, 6, 7, 8));
            assertEquals(1, places.size());
            places.getFirst().fill((byte) 3);
            assertEquals(
                    "frame.checksum",
                    assertThrows(ProtocolException.class, receiver::placed).field());
        }
    }

    @Test
    void senderThatHasSentItsRoundHasNothingMore() throws ProtocolException {
        try (PagePair pair = new PagePair(4, 1)) {
            PageSender sender = pair.senders.getFirst();
            assertEquals(0, sender.fill(frame).byteSize()); // before the first round
            pair.round(0, pair.all(), false);
            assertEquals(0, sender.fill(frame).byteSize());
        }
    }

    // What is not a frame that may come now.

    @ParameterizedTest
    @CsvSource({
        "300, page.number, expected less than 300 but found 300",
        "34359738367, page.number, expected less than 300 but found 34359738367",
        "256, page.number, 'page 256 belongs to stream 1, not 0'",
    })
    void refusesAPageThatIsNotThisStreams(long page, String field, String reason) {
        try (PagePair pair = new PagePair(300, 2)) {
            assertRefused(pair, frameOf(0, 0, page), field, reason);
            assertTrue(pair.memoriesAreSame());
        }
    }

    @Test
    void refusesAFrameOfAnotherStream() {
        try (PagePair pair = new PagePair(300, 2)) {
            assertRefused(pair, frameOf(1, 0, 1), "frame.stream", "expected 0 but found 1");
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "-1", "2147483647"})
    void refusesAFrameOfAnotherRound(int round) {
        try (PagePair pair = new PagePair(300, 1)) {
            assertRefused(
                    pair, frameOf(0, round, 1), "frame.round", "expected 0 but found " + round);
        }
    }

    @Test
    void refusesAFrameOfTheRoundBefore() throws ProtocolException {
        try (PagePair pair = new PagePair(300, 1)) {
            pair.round(0, pair.all(), false);
            assertRefused(pair, frameOf(0, 0, 1), "frame.round", "expected 1 but found 0");
        }
    }

    @Test
    void refusesEveryFrameBehindTheLastRound() throws ProtocolException {
        try (PagePair pair = new PagePair(300, 1)) {
            pair.round(0, pair.all(), true);
            String reason = "stream 0 had ended with its last round";
            assertRefused(pair, frameOf(0, 1, 1), "frame", reason);
            PageFrameWriter writer = new PageFrameWriter(0);
            writer.begin(frame, 1);
            assertRefused(pair, writer.endRound(true), "frame", reason);
            assertTrue(pair.memoriesAreSame());
        }
    }

    @Test
    void refusesAFrameWhoseLengthIsNotItsLength() {
        try (PagePair pair = new PagePair(300, 1)) {
            MemorySegment good = rawFrameOf(1);
            for (long length : new long[] {0, 3, 4, 19, 20, good.byteSize() - 1}) {
                ProtocolException e =
                        assertThrows(
                                ProtocolException.class,
                                () -> pair.receivers.getFirst().receive(good.asSlice(0, length)));
                assertEquals(length == 20 ? "frame.table" : "frame.length", e.field());
            }
            good.set(
                    ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN),
                    0,
                    (int) good.byteSize());
            assertRefused(pair, good, "frame.length", "4 bytes behind the last page");
        }
    }

    @Test
    void writerRefusesNumbersThatDoNotAscend() {
        PageFrameWriter writer = new PageFrameWriter(0);
        writer.begin(frame, 0);
        writer.page(7, CodecId.RAW, Page.SIZE_BYTES, PageChecksum.ZERO_PAGE);
        for (long number : new long[] {7, 6, 0}) {
            assertThrows(
                    IllegalStateException.class,
                    () -> writer.page(number, CodecId.ZERO, 0, PageChecksum.ZERO_PAGE));
        }
    }

    @ParameterizedTest
    @CsvSource({"RAW, 4095", "RAW, 0", "ZERO, 1", "LZ4, 4096", "LZ4, -1"})
    void writerRefusesABodyThatTheCodecCannotHave(CodecId codec, int bodyBytes) {
        PageFrameWriter writer = new PageFrameWriter(0);
        writer.begin(frame, 0);
        assertThrows(
                IllegalStateException.class,
                () -> writer.page(1, codec, bodyBytes, PageChecksum.ZERO_PAGE));
    }

    @Test
    void writerTakesNoMorePagesThanAFrameHolds() {
        PageFrameWriter writer = new PageFrameWriter(0);
        writer.begin(frame, 0);
        for (int i = 0; i < PageFrame.MAX_PAGES; i++) {
            assertTrue(writer.hasRoom());
            writer.page(i, CodecId.ZERO, 0, PageChecksum.ZERO_PAGE);
        }
        assertFalse(writer.hasRoom());
        assertThrows(
                IllegalStateException.class,
                () -> writer.page(100, CodecId.ZERO, 0, PageChecksum.ZERO_PAGE));
    }

    /** A frame of raw pages that are all zero. */
    private MemorySegment rawFrameOf(long... pages) {
        PageFrameWriter writer = new PageFrameWriter(0);
        writer.begin(frame, 0);
        for (long page : pages) {
            frame.asSlice(writer.bodyOffset(), Page.SIZE_BYTES).fill((byte) 0);
            writer.page(page, CodecId.RAW, Page.SIZE_BYTES, PageChecksum.ZERO_PAGE);
        }
        return writer.endPages();
    }

    private MemorySegment frameOf(int stream, int round, long page) {
        PageFrameWriter writer = new PageFrameWriter(stream);
        writer.begin(frame, round);
        writer.page(page, CodecId.ZERO, 0, PageChecksum.ZERO_PAGE);
        return writer.endPages();
    }

    private static void assertRefused(
            PagePair pair, MemorySegment frame, String field, String reason) {
        ProtocolException e =
                assertThrows(
                        ProtocolException.class, () -> pair.receivers.getFirst().receive(frame));
        assertEquals(field, e.field());
        assertEquals(reason, e.reason());
    }
}
