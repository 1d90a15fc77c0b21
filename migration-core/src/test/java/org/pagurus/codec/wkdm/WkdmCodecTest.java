package org.pagurus.codec.wkdm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.codec.CodecContractTest;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.MixedPages;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

class WkdmCodecTest extends CodecContractTest {
    private static final int WORDS = Page.SIZE_BYTES / Integer.BYTES;

    /** As many misses, with zeros, as fit into less than a page: 272 + 4 * 955 = 4092. */
    private static final int MOST_MISSES = 955;

    /** One for all pages: nothing is left over from the page before. */
    private static final WkdmCodec CODEC = new WkdmCodec();

    /**
     * Words of every kind. Bits 10 to 17 are 0, 1 and 0x15, so the slots are 0, 37 / 16 = 2 and
     * 0x15 * 37 / 16 = 48, which is 0 modulo 16.
     *
     * <pre>
     *   word 0  0x00000000              ZERO
     *        1  0x00000001  slot 0: 1   EXACT    position 0
     *        2  0x00000400  slot 2: 1   MISS
     *        3  0x00000400  slot 2      EXACT    position 2
     *        4  0x000007ff  slot 2      PARTIAL  position 2, low bits 0x3ff
     *        5  0x12345678  slot 0      MISS
     *        6  0x00000001  slot 0      MISS     the entry is no longer 1
     *        7  0x000003ff  slot 0      PARTIAL  position 0, low bits 0x3ff
     * </pre>
     *
     * <p>The other 1016 are ZERO. Tags from the lowest bits: 0 3 2 3 is 0xec, 1 2 2 1 is 0x69.
     * Positions: 0 2 2 0 is 0x0220. Low bits: 0x3ff and 0x3ff is 0x000fffff.
     */
    private static final byte[] EVERY_KIND = page(0, 1, 0x400, 0x400, 0x7ff, 0x12345678, 1, 0x3ff);

    private static final byte[] EVERY_KIND_ENCODED =
            HexFormat.of()
                    .parseHex(
                            "f9030000"
                                    + "02000000"
                                    + "03000000"
                                    + "02000000"
                                    + "ec69"
                                    + "00".repeat(254)
                                    + "00040000"
                                    + "78563412"
                                    + "01000000"
                                    + "20020000"
                                    + "ffff0f00");

    private static final int POSITIONS_OFFSET = 284;
    private static final int LOWS_OFFSET = 288;

    @Override
    protected PageCodec codec() {
        return new WkdmCodec();
    }

    @Override
    protected List<byte[]> pages() {
        List<byte[]> pages = new ArrayList<>();
        pages.add(page());
        pages.add(page(5));
        pages.add(MixedPages.zerosWith(Page.SIZE_BYTES - 1, (byte) 0x80));
        pages.add(MixedPages.full(0xff));
        pages.add(EVERY_KIND);
        pages.add(missing(MOST_MISSES));
        MixedPages mixed = new MixedPages(new Random(1));
        while (pages.size() < 60) {
            byte[] page = mixed.next();
            if (NaiveWkdm.encode(page).length < Page.SIZE_BYTES) {
                pages.add(page);
            }
        }
        return pages;
    }

    @Test
    void pageOfZerosTakes272Bytes() throws MalformedInputException {
        byte[] encoded = new byte[272];
        encoded[1] = 4; // 1024 words are ZERO, and so is every tag
        assertEncoding(encoded, page());
    }

    /** The dictionary is all 1, and the slot of 1 is 0: 1024 tags and 1024 positions. */
    @Test
    void pageOfOnesIsExactThroughout() throws MalformedInputException {
        byte[] encoded = new byte[16 + 256 + 512];
        encoded[13] = 4;
        Arrays.fill(encoded, 16, 272, (byte) 0xff);
        int[] ones = new int[WORDS];
        Arrays.fill(ones, 1);
        assertEncoding(encoded, page(ones));
    }

    @Test
    void writesWordsOfEveryKindAsDrawn() throws MalformedInputException {
        assertEncoding(EVERY_KIND_ENCODED, EVERY_KIND);
    }

    @Test
    void pageThatWouldTake4096BytesIsNotSmaller() throws MalformedInputException {
        byte[] most = missing(MOST_MISSES);
        assertEquals(4092, NaiveWkdm.encode(most).length);
        assertEncoding(NaiveWkdm.encode(most), most);
        byte[] oneMore = missing(MOST_MISSES + 1);
        assertEquals(4096, NaiveWkdm.encode(oneMore).length);
        assertEquals(PageCodec.NOT_SMALLER, encode(oneMore, new byte[4096]));
        byte[] all = missing(WORDS);
        assertEquals(4368, NaiveWkdm.encode(all).length);
        assertEquals(PageCodec.NOT_SMALLER, encode(all, new byte[4096]));
    }

    @Test
    void writesWhatANaiveEncoderWrites() {
        Seeds.forEach(
                50,
                seed -> {
                    MixedPages mixed = new MixedPages(new Random(seed));
                    for (int i = 0; i < 200; i++) {
                        byte[] page = mixed.next();
                        byte[] expected = NaiveWkdm.encode(page);
                        if (expected.length < Page.SIZE_BYTES) {
                            assertEncoding(expected, page);
                        } else {
                            assertEquals(PageCodec.NOT_SMALLER, encode(page, new byte[4096]));
                        }
                    }
                });
    }

    @Test
    void everySlotHas16OfTheValues() {
        int[] values = new int[16];
        for (int bits = 0; bits < 256; bits++) {
            // Bits outside 10 to 17 do not matter.
            assertEquals(WkdmFormat.slot(bits << 10), WkdmFormat.slot(bits << 10 | 0xfffc03ff));
            values[WkdmFormat.slot(bits << 10)]++;
        }
        for (int count : values) {
            assertEquals(16, count);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, the length must be 272 to 4095 but is 0",
        "271, 0, the length must be 272 to 4095 but is 271",
        "4096, 0, the length must be 272 to 4095 but is 4096",
        "288, 288, the tags call for 292 bytes but there are 288",
        "291, 291, the tags call for 292 bytes but there are 291",
        "293, 292, the tags call for 292 bytes but there are 293",
        "296, 292, the tags call for 292 bytes but there are 296",
    })
    void refusesLength(int length, int offset, String reason) {
        assertRefused(Arrays.copyOf(EVERY_KIND_ENCODED, length), offset, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0, f8, 0, 'tag 0 comes 1017 times, not 1016'",
        "7, ff, 4, 'tag 1 comes 2 times, not -16777214'",
        "8, 04, 8, 'tag 2 comes 3 times, not 4'",
        "12, 01, 12, 'tag 3 comes 2 times, not 1'",
        // The last word of the page is a MISS for its tag and ZERO in the header.
        "271, 80, 0, 'tag 0 comes 1016 times, not 1017'",
    })
    void refusesCountsThatAreNotTheTags(int at, String value, int offset, String reason) {
        assertRefused(damaged(at, value), offset, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "286, 01, what follows the last position must be zero",
        "287, 80, what follows the last position must be zero",
        "290, 1f, what follows the low bits must be zero",
        "291, 20, what follows the low bits must be zero",
        "291, 80, what follows the low bits must be zero",
    })
    void refusesPaddingThatIsNotZero(int at, String value, String reason) {
        int offset = at < LOWS_OFFSET ? POSITIONS_OFFSET : LOWS_OFFSET;
        assertRefused(damaged(at, value), offset, reason);
    }

    @ParameterizedTest
    @CsvSource({"40", "80"})
    void refusesTheTwoBitsThatNoLowBitsUse(String bits) {
        // Three PARTIAL words fill their 30 bits.
        byte[] encoded = NaiveWkdm.encode(page(2, 3, 4));
        encoded[encoded.length - 1] |= HexFormat.of().parseHex(bits)[0];
        assertRefused(encoded, encoded.length - 4, "what follows the low bits must be zero");
    }

    /** Any of the 16 positions is read, also one that the word would not have been put at. */
    @Test
    void readsAnyPositionInTheDictionary() throws MalformedInputException {
        byte[] encoded = EVERY_KIND_ENCODED.clone();
        encoded[POSITIONS_OFFSET] = (byte) 0xff;
        byte[] page = decode(encoded);
        // Words 1 and 3 are the 1 at position 15.
        assertEquals(1, ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getInt(12));
    }

    private static void assertRefused(byte[] encoded, int offset, String reason) {
        MalformedInputException refusal =
                assertThrows(MalformedInputException.class, () -> decode(encoded));
        assertEquals("offset " + offset + ": " + reason, refusal.getMessage());
        assertEquals(offset, refusal.offset());
    }

    private static void assertEncoding(byte[] expected, byte[] page)
            throws MalformedInputException {
        byte[] out = new byte[PageCodec.MAX_ENCODED_BYTES];
        int length = encode(page, out);
        assertTrue(length >= 0, "not smaller");
        assertArrayEquals(expected, Arrays.copyOf(out, length));
        assertArrayEquals(page, decode(expected));
    }

    private static int encode(byte[] page, byte[] out) {
        return CODEC.encode(MemorySegment.ofArray(page), 0, MemorySegment.ofArray(out), 0);
    }

    private static byte[] decode(byte[] encoded) throws MalformedInputException {
        byte[] page = MixedPages.full(0x5a);
        CODEC.decode(
                MemorySegment.ofArray(encoded), 0, encoded.length, MemorySegment.ofArray(page), 0);
        return page;
    }

    private static byte[] damaged(int at, String value) {
        byte[] encoded = EVERY_KIND_ENCODED.clone();
        encoded[at] = HexFormat.of().parseHex(value)[0];
        return encoded;
    }

    /** Words that have their upper 22 bits for themselves, then zeros. */
    private static byte[] missing(int count) {
        int[] words = new int[count];
        for (int i = 0; i < count; i++) {
            words[i] = i + 1 << 10;
        }
        return page(words);
    }

    /** A page of these words, then zeros. */
    private static byte[] page(int... words) {
        ByteBuffer page = ByteBuffer.allocate(Page.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        page.asIntBuffer().put(words);
        return page.array();
    }
}
