package org.pagurus.codec.prefix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.CodecContractTest;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.SamplePages;
import org.pagurus.codec.WithReference;
import org.pagurus.memory.Page;

class PrefixCodecTest extends CodecContractTest {
    private static final HexFormat HEX = HexFormat.of();

    /** Half random: only a codec that looks at it makes pages like it much smaller. */
    private static final byte[] REFERENCE = reference();

    private final PrefixCodec codec = new PrefixCodec();

    @AfterEach
    void close() {
        codec.close();
    }

    @Override
    protected PageCodec codec() {
        return new WithReference(codec, REFERENCE);
    }

    @Override
    protected List<byte[]> pages() {
        List<byte[]> pages = new ArrayList<>(SamplePages.all());
        pages.addAll(descendants());
        pages.add(SamplePages.barelyFitting(codec()));
        return pages;
    }

    /** What becomes of a page that the guest writes to. */
    private static List<byte[]> descendants() {
        byte[] counted = REFERENCE.clone();
        counted[100]++;
        byte[] edited = REFERENCE.clone();
        for (int at = 5; at < edited.length; at += 400) {
            Arrays.fill(edited, at, at + 12, (byte) at);
        }
        byte[] inserted = REFERENCE.clone();
        System.arraycopy(REFERENCE, 0, inserted, 24, Page.SIZE_BYTES - 24);
        byte[] swapped = REFERENCE.clone();
        System.arraycopy(REFERENCE, 0, swapped, 2048, 2048);
        System.arraycopy(REFERENCE, 2048, swapped, 0, 2048);
        byte[] half = REFERENCE.clone();
        new Random(8).nextBytes(half);
        System.arraycopy(REFERENCE, 0, half, 0, 2048);
        return List.of(REFERENCE.clone(), counted, edited, inserted, swapped, half);
    }

    private static byte[] reference() {
        byte[] page = SamplePages.random(new Random(7));
        System.arraycopy(SamplePages.heap(new Random(7)), 0, page, 1000, 2000);
        return page;
    }

    @Test
    void whatStayedAndWhatMovedCostsNextToNothing() {
        List<byte[]> descendants = descendants();
        int[] limits = {11, 16, 12 * 11 + 50, 24 + 20, 20, 2048 + 30};
        for (int i = 0; i < limits.length; i++) {
            int length = encode(REFERENCE, descendants.get(i)).length;
            assertTrue(length > 0 && length <= limits[i], i + ": " + length);
        }
    }

    @Test
    void bodyIsAFrameOfZstdOnceItHasItsHeadersAndADictionary() {
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            zstd.loadDict(REFERENCE);
            for (byte[] page : pages()) {
                byte[] body = encode(REFERENCE, page);
                int header = body.length << 3 | 2 << 1 | 1;
                byte[] frame =
                        HEX.parseHex(
                                "28b52ffd"
                                        + "0018"
                                        + "%02x%02x%02x"
                                                .formatted(
                                                        header & 0xff,
                                                        header >> 8 & 0xff,
                                                        header >> 16)
                                        + HEX.formatHex(body));
                assertArrayEquals(page, zstd.decompress(frame, Page.SIZE_BYTES));
            }
        }
    }

    @Test
    void referenceMayLieInTheSameMemoryAtAnyOffset() throws MalformedInputException {
        MemorySegment both = MemorySegment.ofArray(new byte[3 * Page.SIZE_BYTES]);
        byte[] page = descendants().get(2);
        both.asSlice(5, Page.SIZE_BYTES).copyFrom(MemorySegment.ofArray(page));
        both.asSlice(5000, Page.SIZE_BYTES).copyFrom(MemorySegment.ofArray(REFERENCE));
        MemorySegment out = MemorySegment.ofArray(new byte[PageCodec.MAX_ENCODED_BYTES]);
        int length = codec.encode(both, 5, both, 5000, out, 0);
        assertArrayEquals(
                page, decode(REFERENCE, Arrays.copyOf((byte[]) out.heapBase().get(), length)));
    }

    /** zstd would take its tables from such a page, and nobody else would know them. */
    @Test
    void leavesPagesWhoseReferenceIsADictionaryToOthers() {
        byte[][] samples = new byte[500][];
        Random random = new Random(9);
        Arrays.setAll(samples, i -> Arrays.copyOf(SamplePages.text(random), 300));
        byte[] dictionary = new byte[Page.SIZE_BYTES];
        assertTrue(Zstd.trainFromBuffer(samples, dictionary) > 0);
        assertTrue(Zstd.getDictIdFromDict(dictionary) != 0);
        byte[] page = SamplePages.text(random);
        assertEquals(0, encode(dictionary, page).length);
        dictionary[0]++;
        assertTrue(encode(dictionary, page).length > 0);
    }

    @Test
    void leavesRandomPagesToOthers() {
        assertEquals(0, encode(REFERENCE, SamplePages.random(new Random(5))).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4096, 4097})
    void refusesLengthsThatNoPageHas(int length) {
        assertTrue(refusal(new byte[8192], length).getMessage().contains("1 to 4095 bytes"));
    }

    @Test
    void refusesBytesBehindTheBlock() {
        byte[] page = encode(REFERENCE, descendants().get(2));
        byte[] longer = Arrays.copyOf(page, page.length + 1);
        assertTrue(refusal(longer, longer.length).getMessage().contains("not a zstd block"));
    }

    @Test
    void refusesShorterAndLongerPages() throws MalformedInputException {
        assertArrayEquals(SamplePages.filled((byte) 'x'), decode(REFERENCE, literalRun(4096)));
        assertTrue(refusal(literalRun(4095), 5).getMessage().contains("holds 4095"));
        assertTrue(refusal(literalRun(4097), 5).getMessage().contains("not a zstd block"));
    }

    @Test
    void refusedPageLeavesTheReference() {
        MemorySegment page = MemorySegment.ofArray(REFERENCE.clone());
        assertThrows(
                MalformedInputException.class,
                () -> codec.decode(MemorySegment.ofArray(literalRun(4097)), 0, 5, page, 0));
        assertArrayEquals(REFERENCE, (byte[]) page.heapBase().get());
    }

    /** A block of one literal that is repeated (RFC 8878, 3.1.1.3.1.1), and no sequences. */
    private static byte[] literalRun(int count) {
        int header = count << 4 | 0b1101;
        return new byte[] {
            (byte) header, (byte) (header >> 8), (byte) (header >> 16), (byte) 'x', 0
        };
    }

    private MalformedInputException refusal(byte[] body, int length) {
        MemorySegment page = MemorySegment.ofArray(REFERENCE.clone());
        return assertThrows(
                MalformedInputException.class,
                () -> codec.decode(MemorySegment.ofArray(body), 0, length, page, 0));
    }

    /** The body, empty when the page is left to others. */
    private byte[] encode(byte[] reference, byte[] page) {
        byte[] out = new byte[PageCodec.MAX_ENCODED_BYTES];
        int length =
                codec.encode(
                        MemorySegment.ofArray(page),
                        0,
                        MemorySegment.ofArray(reference),
                        0,
                        MemorySegment.ofArray(out),
                        0);
        return Arrays.copyOf(out, Math.max(0, length));
    }

    private byte[] decode(byte[] reference, byte[] body) throws MalformedInputException {
        byte[] page = reference.clone();
        codec.decode(MemorySegment.ofArray(body), 0, body.length, MemorySegment.ofArray(page), 0);
        return page;
    }
}
