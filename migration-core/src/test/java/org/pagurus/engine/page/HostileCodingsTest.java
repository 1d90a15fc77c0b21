package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.PageChecksum;
import org.pagurus.memory.Seed;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameWriter;
import org.pagurus.protocol.ProtocolException;

/** Frames whose pages refer to what is not there. */
class HostileCodingsTest {
    private static final long PAGES = 600;
    private static final int STREAMS = 2;
    private static final int WINDOW_LOG = 16;
    private static final int STRAY_FRAMES = 50_000;

    private final MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);
    private final GuestMemory memory = GuestMemory.allocate(PAGES * Page.SIZE_BYTES);
    private final PageHashes hashes = new PageHashes(PAGES, STREAMS);
    private final PageBitmap written = new PageBitmap(PAGES);
    private PageReceiver receiver = receiver(WINDOW_LOG);

    @AfterEach
    void giveBack() {
        receiver.close();
        hashes.close();
        memory.close();
    }

    /** Stream 0 has the chunks 0 and 2, pages 0 to 255 and 512 to 599. */
    @ParameterizedTest
    @CsvSource({"3", "256", "511", "600", "34359738367"})
    void refusesADuplicateOfWhatIsNotAnotherPageOfTheStream(long original) {
        PageFrameWriter writer = writer();
        writer.duplicate(3, original, PageChecksum.ZERO_PAGE);
        assertRefused(
                writer.endPages(),
                "page.bytes",
                "page 3, DUPLICATE, expected another page of stream 0 but found " + original);
    }

    @ParameterizedTest
    @CsvSource({"''", "80", "0500", "808080808001", "ffffffffff"})
    void refusesADuplicateThatIsNotOnePageNumber(String hex) {
        byte[] body = HexFormat.of().parseHex(hex);
        PageFrameWriter writer = writer();
        MemorySegment.copy(body, 0, frame, ValueLayout.JAVA_BYTE, writer.bodyOffset(), body.length);
        writer.page(3, CodecId.DUPLICATE, body.length, PageChecksum.ZERO_PAGE);
        assertRefused(
                writer.endPages(), "page.bytes", "page 3, DUPLICATE, expected one page number");
    }

    @Test
    void refusesWindowPagesWithoutABlock() {
        PageFrameWriter writer = writer();
        writer.page(3, CodecId.WINDOW, 0, PageChecksum.ZERO_PAGE);
        assertRefused(writer.endPages(), "frame.block", "expected 1 to 6144 bytes but found 0");
    }

    @Test
    void refusesABlockWithoutWindowPages() {
        PageFrameWriter writer = writer();
        writer.page(3, CodecId.ZERO, 0, PageChecksum.ZERO_PAGE);
        writer.block(7);
        assertRefused(writer.endPages(), "frame.length", "7 bytes behind the last page");
    }

    @Test
    void refusesABlockThatIsTooLong() {
        PageFrameWriter writer = writer();
        writer.page(3, CodecId.WINDOW, 0, PageChecksum.ZERO_PAGE);
        writer.block(6145);
        assertRefused(writer.endPages(), "frame.block", "expected 1 to 6144 bytes but found 6145");
    }

    @Test
    void refusesWindowPagesWhereNoWindowWasAgreedOn() {
        receiver.close();
        receiver = receiver(0);
        PageFrameWriter writer = writer();
        writer.page(3, CodecId.WINDOW, 0, PageChecksum.ZERO_PAGE);
        writer.block(7);
        assertRefused(writer.endPages(), "page.codec", "WINDOW is not spoken here");
    }

    @Test
    void refusesABlockOfStrayBytes() {
        PageFrameWriter writer = writer();
        frame.asSlice(writer.bodyOffset(), 100).fill((byte) 0xee);
        writer.page(3, CodecId.WINDOW, 0, PageChecksum.ZERO_PAGE);
        writer.block(100);
        ProtocolException e =
                assertThrows(ProtocolException.class, () -> receiver.receive(writer.endPages()));
        assertEquals("frame.block", e.field());
    }

    /** An unchanged page that was never sent is a zero page, and its checksum says if not. */
    @Test
    void checksumOfAnUnchangedPageIsCompared() {
        PageFrameWriter writer = writer();
        writer.page(3, CodecId.UNCHANGED, 0, 1234);
        assertEquals(
                "frame.checksum",
                assertThrows(ProtocolException.class, () -> receiver.receive(writer.endPages()))
                        .field());
    }

    /**
     * Bodies of stray bytes in every codec: a typed refusal, and other streams' pages untouched.
     */
    @ParameterizedTest
    @EnumSource
    void strayBodiesAreRefused(CodecId codec) {
        Seed seed = Seed.fresh();
        Random random = seed.random(codec.wire());
        byte[] bytes = new byte[Page.SIZE_BYTES];
        int tries = codec == CodecId.WINDOW ? STRAY_FRAMES / 50 : STRAY_FRAMES;
        for (int i = 0; i < tries; i++) {
            int length =
                    codec == CodecId.RAW ? Page.SIZE_BYTES : random.nextInt(i % 2 == 0 ? 40 : 4000);
            random.nextBytes(bytes);
            PageFrameWriter writer = writer();
            MemorySegment.copy(bytes, 0, frame, ValueLayout.JAVA_BYTE, writer.bodyOffset(), length);
            writer.page(
                    random.nextInt(256),
                    codec,
                    codec.bodyBytes() == CodecId.VARIABLE ? length : codec.bodyBytes(),
                    random.nextInt());
            if (codec == CodecId.WINDOW) {
                writer.block(length + 1);
            }
            try {
                receiver.receive(writer.endPages());
                throw new AssertionError("accepted" + seed.replay(getClass()));
            } catch (ProtocolException e) {
                assertTrue(!e.field().isEmpty() && !e.reason().isEmpty(), e::toString);
            } catch (RuntimeException e) {
                throw new AssertionError(e + seed.replay(getClass()), e);
            }
            if (codec == CodecId.WINDOW) { // a stream that failed is of no more use
                receiver.close();
                receiver = receiver(WINDOW_LOG);
            }
        }
        for (long page = 256; page < 512; page++) {
            assertTrue(memory.isZeroPage(page), "page " + page);
        }
    }

    private PageReceiver receiver(int windowLog) {
        return new PageReceiver(0, new StreamMap(STREAMS), memory, hashes, written, windowLog);
    }

    private PageFrameWriter writer() {
        PageFrameWriter writer = new PageFrameWriter(0);
        writer.begin(frame, 0);
        return writer;
    }

    private void assertRefused(MemorySegment sent, String field, String reason) {
        ProtocolException e = assertThrows(ProtocolException.class, () -> receiver.receive(sent));
        assertEquals(field + ": " + reason, e.getMessage());
    }
}
