package org.pagurus.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.memory.PageChecksum;

class PageFrameTest {
    private static final Map<String, byte[]> GOLDEN = Golden.read("page-frames.hex");

    private static TreeMap<Long, byte[]> goldenPages() {
        return new TreeMap<>(
                Map.of(
                        5L, FrameFixture.page(0),
                        6L, FrameFixture.page(0xab),
                        1_000_000L, FrameFixture.page(0)));
    }

    @Test
    void writesAndReadsTheGoldenBytes() throws ProtocolException {
        assertGolden("pages", FrameFixture.pages(2, 7, goldenPages()));
        assertGolden("round end", FrameFixture.roundEnd(2, 7, false));
        assertGolden("last round end", FrameFixture.roundEnd(63, 8, true));
        assertEquals(3, GOLDEN.size());
        TreeMap<Long, byte[]> read = FrameFixture.read(GOLDEN.get("pages"));
        assertEquals(goldenPages().keySet(), read.keySet());
        goldenPages().forEach((number, content) -> assertArrayEquals(content, read.get(number)));
        assertTrue(FrameFixture.read(GOLDEN.get("round end")).isEmpty());
    }

    /** The checksum, computed a second time as the frame's drawing describes it. */
    @Test
    void checksumCoversTheHeaderAndEachPage() {
        byte[] frame = GOLDEN.get("pages");
        CRC32C crc = new CRC32C();
        crc.update(frame, 4, 12);
        goldenPages()
                .forEach(
                        (number, content) -> {
                            CRC32C page = new CRC32C();
                            page.update(content);
                            ByteBuffer covered = ByteBuffer.allocate(12);
                            covered.putLong(number).putInt((int) page.getValue());
                            crc.update(covered.flip());
                        });
        assertEquals((int) crc.getValue(), ByteBuffer.wrap(frame).getInt(16));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 264_720})
    void takesFramesUpToTheLimit(int lengthField) throws ProtocolException {
        assertEquals(lengthField + 4, PageFrameHead.frameBytes(lengthField));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 15, 264_721, Integer.MAX_VALUE})
    void refusesFramesOverTheLimitBeforeTheyAreRead(int lengthField) {
        ProtocolException e =
                assertThrows(ProtocolException.class, () -> PageFrameHead.frameBytes(lengthField));
        assertEquals(
                "frame.length: expected 16 to 264720 but found "
                        + Integer.toUnsignedString(lengthField),
                e.getMessage());
    }

    /** One wrong thing in the golden frame at a time: what is written where, and what is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4  | 00             | frame.type     | expected 1 to 3 but found 0",
                "4  | 04             | frame.type     | expected 1 to 3 but found 4",
                "4  | 02             | frame.pages    | expected 0 but found 3",
                "5  | 01             | frame.reserved | expected 0",
                "12 | 0000           | frame.pages    | expected 1 to 64 but found 0",
                "12 | 0041           | frame.pages    | expected 1 to 64 but found 65",
                "12 | ffff           | frame.pages    | expected 1 to 64 but found 65535",
                "12 | 0002           | frame.table    | 4 bytes behind the last page's",
                "12 | 0004           | page.number    | the table ends within it",
                "14 | ffff           | frame.table    | expected 0 to 512 but found 65535",
                "14 | 0201           | frame.table    | expected 0 to 512 but found 513",
                "14 | 0000           | page.number    | the table ends within it",
                "14 | 0007           | page.codec     | the table ends within it",
                "14 | 0009           | page.length    | page 6 claims 4096 bytes, the frame has 4095",
                "21 | 00             | page.codec     | no codec has the number 0",
                "21 | ff             | page.codec     | no codec has the number 255",
                "23 | 02             | frame.length   | 4096 bytes behind the last page",
                "20 | ffffffffff02   | page.number    | a number of more than 5 bytes",
                "24 | ffffffff       | page.number    | the table ends within it",
            })
    void refusesEachWrongField(int offset, String hex, String field, String reason) {
        byte[] frame = GOLDEN.get("pages").clone();
        byte[] change = HexFormat.of().parseHex(hex);
        System.arraycopy(change, 0, frame, offset, change.length);
        ProtocolException e = assertThrows(ProtocolException.class, () -> FrameFixture.read(frame));
        assertEquals(field + ": " + reason, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 16, 20, 22, 24, 100, 4_000})
    void checksumCatchesWhatTheFieldsDoNot(int offset) {
        byte[] frame = GOLDEN.get("pages").clone();
        frame[offset] ^= 1;
        ProtocolException e = assertThrows(ProtocolException.class, () -> FrameFixture.read(frame));
        assertEquals("frame.checksum", e.field());
    }

    @Test
    void refusesAHeadThatIsCutOff() {
        for (int length : new int[] {0, 3, 19, 20, 27}) {
            byte[] cut = Arrays.copyOf(GOLDEN.get("pages"), length);
            ProtocolException e =
                    assertThrows(
                            ProtocolException.class,
                            () -> new PageFrameHead().read(MemorySegment.ofArray(cut)));
            assertEquals(length < 20 ? "frame.length" : "frame.table", e.field());
        }
    }

    /** The table's place is known from the header alone, and the bodies' from the head. */
    @Test
    void headTellsWhereBodiesAre() throws ProtocolException {
        MemorySegment frame = MemorySegment.ofArray(GOLDEN.get("pages"));
        assertEquals(28, PageFrameHead.headBytes(frame.asSlice(0, PageFrame.HEADER_BYTES)));
        PageFrameHead head = new PageFrameHead();
        head.read(frame.asSlice(0, 28));
        assertEquals(28, head.headBytes());
        assertEquals(frame.byteSize(), head.frameBytes());
        assertEquals(28, head.bodyOffset(1));
        assertEquals(4096, head.bodyBytes(1));
        assertEquals(28 + 4096, head.bodyOffset(2));
        assertEquals(0, head.bodyBytes(2));
    }

    @Test
    void refusesAPageThatIsCutOff() {
        byte[] frame = Arrays.copyOf(GOLDEN.get("pages"), 1_000);
        ByteBuffer.wrap(frame).putInt(0, 996);
        ProtocolException e = assertThrows(ProtocolException.class, () -> FrameFixture.read(frame));
        assertEquals("page.length: page 6 claims 4096 bytes, the frame has 972", e.getMessage());
    }

    @Test
    void largestFrameKeepsTheLimit() throws ProtocolException {
        TreeMap<Long, byte[]> pages = new TreeMap<>();
        for (long i = 0; i < PageFrame.MAX_PAGES; i++) {
            pages.put((i + 1) * 500_000_000L, FrameFixture.page(1));
        }
        byte[] frame = FrameFixture.pages(0, Limits.ROUNDS, pages);
        assertTrue(frame.length <= PageFrame.MAX_BYTES);
        assertEquals(pages.keySet(), FrameFixture.read(frame).keySet());
    }

    @Test
    void zeroPageHasTheChecksumOfZeros() throws ProtocolException {
        // The reader computes the checksum of what it decoded; the writer was given the constant.
        byte[] frame = FrameFixture.pages(0, 0, new TreeMap<>(Map.of(0L, FrameFixture.page(0))));
        assertEquals(1, FrameFixture.read(frame).size());
        assertEquals(0x98f9_4189, PageChecksum.ZERO_PAGE);
    }

    private static void assertGolden(String name, byte[] written) {
        HexFormat hex = HexFormat.ofDelimiter(" ");
        byte[] golden = GOLDEN.get(name);
        assertEquals(
                hex.formatHex(golden, 0, Math.min(28, golden.length)),
                hex.formatHex(written, 0, Math.min(28, written.length)),
                name);
        assertArrayEquals(golden, written, name);
    }
}
