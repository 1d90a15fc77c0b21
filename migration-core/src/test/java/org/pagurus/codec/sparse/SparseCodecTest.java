package org.pagurus.codec.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.CodecContractTest;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

class SparseCodecTest extends CodecContractTest {
    private static final int WORDS = Page.SIZE_BYTES / Long.BYTES;

    @Override
    protected PageCodec codec() {
        return new SparseCodec();
    }

    @Override
    protected List<byte[]> pages() {
        List<byte[]> pages = new ArrayList<>();
        pages.add(page());
        for (int word : new int[] {0, 1, 30, 31, 32, 61, 62, 247, 248, 249, 278, 279, 496, 511}) {
            pages.add(page(word, -1));
            pages.add(page(0, 5, word, 0x1234_5678_9abcL));
        }
        Random random = new Random(1);
        for (int words = 1; words <= SparseCodec.MAX_WORDS; words++) {
            pages.add(randomPage(random, words));
        }
        return pages;
    }

    @ParameterizedTest
    @CsvSource({
        // gap << 3 | length - 1, then the value
        "0, 1, 00 01",
        "0, 127, 00 7f",
        "0, 128, 01 80 00",
        "0, -1, 00 ff",
        "0, -128, 00 80",
        "0, -129, 01 7f ff",
        "0, 32767, 01 ff 7f",
        "0, 32768, 02 00 80 00",
        "0, 9223372036854775807, 07 ff ff ff ff ff ff ff 7f",
        "0, -9223372036854775808, 07 00 00 00 00 00 00 00 80",
        "1, 1, 08 01",
        "30, 1, f0 01",
        // 31 words skipped, and none more
        "31, 1, f8 00 01",
        "61, 1, f8 f0 01",
        "62, 1, f9 00 01",
        "247, 1, fe f0 01",
        "248, 1, ff 00 01",
        "279, 1, ff f8 00 01",
        // 248 + 248 + 15
        "511, 1, ff ff 78 01",
    })
    void writesAWordAsDrawn(int word, long value, String encoded) throws Exception {
        assertEncoding(encoded, page(word, value));
    }

    @Test
    void writesTheExampleOfItsDescription() throws Exception {
        assertEncoding("01 80 00 43 ff 00 88 81", page(0, 128, 9, 0xffff_ffff_8188_00ffL));
    }

    @Test
    void pageOfZerosTakesNoBytes() throws Exception {
        assertEncoding("", page());
    }

    @Test
    void leavesPagesWithMoreWordsToOthers() {
        Random random = new Random(2);
        int limit = SparseCodec.MAX_WORDS;
        byte[] fullest = randomPage(random, limit);
        assertArrayEquals(naive(fullest), encode(fullest));
        for (int words : new int[] {limit + 1, limit + 2, WORDS}) {
            byte[] page = randomPage(random, words);
            MemorySegment out = MemorySegment.ofArray(new byte[PageCodec.MAX_ENCODED_BYTES]);
            assertEquals(
                    PageCodec.NOT_SMALLER,
                    codec().encode(MemorySegment.ofArray(page), 0, out, 0),
                    words + " words");
        }
    }

    @Test
    void writesWhatANaiveEncoderWrites() {
        Seeds.forEach(
                50,
                seed -> {
                    Random random = new Random(seed);
                    for (int i = 0; i < 200; i++) {
                        int words = random.nextInt(SparseCodec.MAX_WORDS + 1);
                        byte[] page = randomPage(random, words);
                        assertEncoding(naive(page), page);
                    }
                });
    }

    /** How many words are too many is the encoder's affair. */
    @Test
    void readsAsManyWordsAsAPageHas() throws MalformedInputException {
        byte[] content = randomPage(new Random(3), WORDS);
        byte[] encoded = naive(content);
        assertArrayEquals(content, decode(encoded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 | 1 | a value of 1 bytes has only 0",
                "0101 | 1 | a value of 2 bytes has only 1",
                "000107 01020304 | 3 | a value of 8 bytes has only 4",
                "0000 | 1 | a value of 1 bytes must need them but is 0",
                "0001 017f00 | 3 | a value of 2 bytes must need them but is 127",
                "01ffff | 1 | a value of 2 bytes must need them but is -1",
                "07 ffffffffffff7f00 | 1 | a value of 8 bytes must need them but is"
                        + " 36028797018963967",
                "ffff8001 | 2 | the last word of a page is 511, not 512",
                "ffff78010001 | 4 | the last word of a page is 511, not 512",
                "ffffff0001 | 2 | the last word of a page is 511, not 744",
                "f8 | 1 | a value must follow a skip but nothing does",
                "0001ff | 3 | a value must follow a skip but nothing does",
                "f8f80001 | 1 | a skip must not follow one of less than 248 words",
                "fffef80001 | 2 | a skip must not follow one of less than 248 words",
            })
    void refuses(String line) {
        String[] parts = line.split(" \\| ");
        byte[] encoded = HexFormat.of().parseHex(parts[0].replace(" ", ""));
        MalformedInputException refusal =
                assertThrows(MalformedInputException.class, () -> decode(encoded));
        assertEquals("offset " + parts[1] + ": " + parts[2], refusal.getMessage());
        assertEquals(Long.parseLong(parts[1]), refusal.offset());
    }

    private static void assertEncoding(String expected, byte[] page)
            throws MalformedInputException {
        assertEncoding(HexFormat.of().parseHex(expected.replace(" ", "")), page);
    }

    private static void assertEncoding(byte[] expected, byte[] page)
            throws MalformedInputException {
        assertArrayEquals(expected, encode(page));
        assertArrayEquals(page, decode(expected));
    }

    private static byte[] encode(byte[] page) {
        byte[] out = new byte[PageCodec.MAX_ENCODED_BYTES];
        int length =
                new SparseCodec()
                        .encode(MemorySegment.ofArray(page), 0, MemorySegment.ofArray(out), 0);
        return MemorySegment.ofArray(out).asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] decode(byte[] encoded) throws MalformedInputException {
        byte[] page = new byte[Page.SIZE_BYTES];
        // Not zero before: the decoder clears.
        new Random(4).nextBytes(page);
        new SparseCodec()
                .decode(
                        MemorySegment.ofArray(encoded),
                        0,
                        encoded.length,
                        MemorySegment.ofArray(page),
                        0);
        return page;
    }

    /** Counts every zero word, and leaves two's complement to the library. */
    private static byte[] naive(byte[] page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer words = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        int gap = 0;
        while (words.hasRemaining()) {
            long word = words.getLong();
            if (word == 0) {
                gap++;
                continue;
            }
            for (; gap >= 248; gap -= 248) {
                out.write(31 * 8 + 7);
            }
            if (gap >= 31) {
                out.write(31 * 8 + gap / 31 - 1);
                gap %= 31;
            }
            byte[] value = BigInteger.valueOf(word).toByteArray();
            out.write(gap * 8 + value.length - 1);
            for (int i = value.length - 1; i >= 0; i--) {
                out.write(value[i]);
            }
            gap = 0;
        }
        return out.toByteArray();
    }

    /** A page of zeros but for pairs of word number and value. */
    private static byte[] page(long... wordsAndValues) {
        ByteBuffer page = ByteBuffer.allocate(Page.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < wordsAndValues.length; i += 2) {
            page.putLong((int) wordsAndValues[i] * Long.BYTES, wordsAndValues[i + 1]);
        }
        return page.array();
    }

    /** A page with so many words that are not zero, of any lengths, anywhere. */
    private static byte[] randomPage(Random random, int words) {
        ByteBuffer page = ByteBuffer.allocate(Page.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int count = 0; count < words; ) {
            int at = random.nextInt(WORDS) * Long.BYTES;
            long value = random.nextLong() >> random.nextInt(Long.SIZE);
            if (page.getLong(at) == 0 && value != 0) {
                page.putLong(at, value);
                count++;
            }
        }
        return page.array();
    }
}
