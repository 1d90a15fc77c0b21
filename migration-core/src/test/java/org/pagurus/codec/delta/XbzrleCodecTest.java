package org.pagurus.codec.delta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
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
import org.pagurus.codec.WithReference;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

class XbzrleCodecTest extends CodecContractTest {
    private static final byte[] REFERENCE = new MixedPages(new Random(1)).next();
    private static final XbzrleCodec CODEC = new XbzrleCodec();

    /** One byte for no unchanged byte, two for the length, and the run are 4095. */
    private static final int LONGEST_RUN = 4092;

    @Override
    protected PageCodec codec() {
        return new WithReference(CODEC, REFERENCE);
    }

    @Override
    protected List<byte[]> pages() {
        List<byte[]> pages = new ArrayList<>();
        pages.add(REFERENCE);
        for (int length : new int[] {1, 7, 8, 9, 127, 128, 129, 4000}) {
            pages.add(changed(REFERENCE, 0, length));
            pages.add(changed(REFERENCE, Page.SIZE_BYTES - length, length));
            pages.add(changed(REFERENCE, Math.min(length, Page.SIZE_BYTES - length), length));
        }
        pages.add(changed(REFERENCE, 0, LONGEST_RUN));
        byte[] scattered = REFERENCE.clone();
        for (int at = 0; at < Page.SIZE_BYTES; at += 3 + at / 100) {
            scattered[at]++;
        }
        pages.add(scattered);
        return pages;
    }

    /** The example of QEMU's {@code docs/xbzrle.txt}, in a page whose rest is zero. */
    @Test
    void writesTheExampleOfTheFormat() throws MalformedInputException {
        byte[] reference = new byte[Page.SIZE_BYTES];
        byte[] page = new byte[Page.SIZE_BYTES];
        byte[] old = HexFormat.of().parseHex("05060708090a0b0c0d0e0f10111213" + "6800006b006d");
        byte[] now = HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f" + "680000670069");
        System.arraycopy(old, 0, reference, 1001, old.length);
        System.arraycopy(now, 0, page, 1001, now.length);
        assertEncoding(
                HexFormat.of()
                        .parseHex(
                                "e907" + "0f0102030405060708090a0b0c0d0e0f" + "030167" + "010169"),
                page,
                reference);
    }

    @Test
    void pageWithoutAChangeTakesNoBytes() throws MalformedInputException {
        assertEncoding(new byte[0], REFERENCE, REFERENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 00 01",
        "1, 1, 01 01",
        "127, 1, 7f 01",
        "128, 1, 8001 01",
        "0, 127, 00 7f",
        "0, 128, 00 8001",
        "300, 300, ac02 ac02",
        "4095, 1, ff1f 01",
    })
    void writesRunsAsDrawn(int unchanged, int changed, String numbers)
            throws MalformedInputException {
        byte[] page = MixedPages.full(0);
        Arrays.fill(page, unchanged, unchanged + changed, (byte) 0xab);
        String encoded = numbers.replace(" ", "") + "ab".repeat(changed);
        assertEncoding(HexFormat.of().parseHex(encoded), page, MixedPages.full(0));
    }

    @Test
    void pageThatWouldTake4096BytesIsNotSmaller() throws MalformedInputException {
        byte[] page = changed(REFERENCE, 0, LONGEST_RUN);
        assertEquals(4095, naive(page, REFERENCE).length);
        assertEncoding(naive(page, REFERENCE), page, REFERENCE);
        for (int longer = LONGEST_RUN + 1; longer <= Page.SIZE_BYTES; longer++) {
            byte[] more = changed(REFERENCE, 0, longer);
            assertEquals(PageCodec.NOT_SMALLER, encode(more, REFERENCE, new byte[4096]));
        }
    }

    /** Every byte may be the one at which a run ends, wherever the 8 bytes around it begin. */
    @Test
    void findsEveryChangeAndEveryEndOfARun() throws MalformedInputException {
        byte[] reference = MixedPages.full(0x80);
        for (int start = 0; start < Page.SIZE_BYTES; start++) {
            for (int end = start + 1; end <= Math.min(start + 20, Page.SIZE_BYTES); end++) {
                byte[] page = reference.clone();
                // Differences of 0x01 and 0x80 are those near which a borrow could mislead.
                Arrays.fill(page, start, end, (byte) ((start ^ end) % 2 == 0 ? 0x81 : 0x00));
                assertEncoding(naive(page, reference), page, reference);
            }
        }
    }

    @Test
    void writesWhatANaiveEncoderWrites() {
        Seeds.forEach(
                100,
                seed -> {
                    Random random = new Random(seed);
                    MixedPages mixed = new MixedPages(random);
                    byte[] reference = mixed.next();
                    for (int i = 0; i < 1_000; i++) {
                        byte[] page = random.nextInt(50) == 0 ? mixed.next() : reference.clone();
                        change(page, random);
                        byte[] expected = naive(page, reference);
                        if (expected.length < Page.SIZE_BYTES) {
                            assertEncoding(expected, page, reference);
                        } else {
                            assertEquals(
                                    PageCodec.NOT_SMALLER, encode(page, reference, new byte[4096]));
                        }
                        reference = page;
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        // An unchanged run alone, also as what follows a pair.
        "00, 1, a changed run must follow an unchanged run but nothing does",
        "0001ab 05, 4, a changed run must follow an unchanged run but nothing does",
        // Runs without a byte.
        "0000, 1, a changed run must have a byte but has none",
        "0001ab 0001ab, 3, only the first unchanged run may have no bytes",
        // Numbers that are cut off, longer than two bytes or longer than they need be.
        "80, 0, the length of a run is cut off",
        "0080, 1, the length of a run is cut off",
        "808001 01ab, 0, 'the length of a run must take two bytes at most, and no more than it needs'",
        "00 818001ab, 1, 'the length of a run must take two bytes at most, and no more than it needs'",
        "8100 01ab, 0, 'the length of a run must take two bytes at most, and no more than it needs'",
        "00 8100ab, 1, 'the length of a run must take two bytes at most, and no more than it needs'",
        // Runs past the end of the page, or of the bytes.
        "8020 01ab, 0, an unchanged run of 4096 with 4096 left",
        "ff7f 01ab, 0, an unchanged run of 16383 with 4096 left",
        "ff1f01ab 0101, 4, an unchanged run of 1 with 0 left",
        "ff1f 02abab, 2, a changed run of 2 with 1 left",
        "00 8120, 1, a changed run of 4097 with 4096 left",
        "0001, 2, a changed run of 1 has only 0",
        "0001ab 0103abab, 5, a changed run of 3 has only 2",
    })
    void refuses(String hex, int offset, String reason) {
        byte[] encoded = HexFormat.of().parseHex(hex.replace(" ", ""));
        MalformedInputException refusal =
                assertThrows(MalformedInputException.class, () -> decode(encoded, REFERENCE));
        assertEquals("offset " + offset + ": " + reason, refusal.getMessage());
        assertEquals(offset, refusal.offset());
    }

    /** Few bytes, or few stretches, or many bytes. */
    private static void change(byte[] page, Random random) {
        int changes = random.nextInt(random.nextInt(4) == 0 ? 1200 : 6);
        int longest = random.nextInt(3) == 0 ? 600 : 1 + random.nextInt(20);
        for (int i = 0; i < changes; i++) {
            int start = random.nextInt(Page.SIZE_BYTES);
            int end = Math.min(Page.SIZE_BYTES, start + 1 + random.nextInt(longest));
            for (int at = start; at < end; at++) {
                page[at] = (byte) random.nextInt();
            }
        }
    }

    private static byte[] changed(byte[] reference, int start, int length) {
        byte[] page = reference.clone();
        for (int at = start; at < start + length; at++) {
            page[at]++;
        }
        return page;
    }

    private static void assertEncoding(byte[] expected, byte[] page, byte[] reference)
            throws MalformedInputException {
        byte[] out = new byte[PageCodec.MAX_ENCODED_BYTES];
        int length = encode(page, reference, out);
        assertEquals(expected.length, length);
        assertArrayEquals(expected, Arrays.copyOf(out, length));
        assertArrayEquals(page, decode(expected, reference));
    }

    private static int encode(byte[] page, byte[] reference, byte[] out) {
        return CODEC.encode(
                MemorySegment.ofArray(page),
                0,
                MemorySegment.ofArray(reference),
                0,
                MemorySegment.ofArray(out),
                0);
    }

    private static byte[] decode(byte[] encoded, byte[] reference) throws MalformedInputException {
        byte[] page = reference.clone();
        CODEC.decode(
                MemorySegment.ofArray(encoded), 0, encoded.length, MemorySegment.ofArray(page), 0);
        return page;
    }

    /** The format byte by byte; however long. */
    private static byte[] naive(byte[] page, byte[] reference) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int unchangedFrom = at;
            while (at < page.length && page[at] == reference[at]) {
                at++;
            }
            if (at == page.length) {
                return out.toByteArray();
            }
            int changedFrom = at;
            while (at < page.length && page[at] != reference[at]) {
                at++;
            }
            writeUleb128(out, changedFrom - unchangedFrom);
            writeUleb128(out, at - changedFrom);
            out.write(page, changedFrom, at - changedFrom);
        }
    }

    private static void writeUleb128(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest >= 128) {
            out.write(rest % 128 + 128);
            rest /= 128;
        }
        out.write(rest);
    }
}
