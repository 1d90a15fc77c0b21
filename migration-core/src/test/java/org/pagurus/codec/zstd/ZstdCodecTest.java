package org.pagurus.codec.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
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
import org.pagurus.memory.Page;

class ZstdCodecTest extends CodecContractTest {
    private static final HexFormat HEX = HexFormat.of();

    /** Magic number, and the header of a frame with a window of 4 KiB. */
    private static final String FRAME_HEADER = "28b52ffd" + "0010";

    private final ZstdCodec codec = new ZstdCodec(1);

    @AfterEach
    void close() {
        codec.close();
    }

    @Override
    protected PageCodec codec() {
        return codec;
    }

    @Override
    protected List<byte[]> pages() {
        List<byte[]> pages = new ArrayList<>(SamplePages.all());
        pages.add(SamplePages.barelyFitting(codec));
        return pages;
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 1, 3})
    void everyLevelIsDecodedByTheSameCodec(int level) throws MalformedInputException {
        try (ZstdCodec encoder = new ZstdCodec(level)) {
            for (byte[] page : pages()) {
                byte[] body = encode(encoder, page);
                if (body.length > 0) {
                    assertArrayEquals(page, decode(codec, body));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 1, 3})
    void bodyIsAFrameOfZstdOnceItHasItsHeaders(int level) {
        try (ZstdCodec encoder = new ZstdCodec(level)) {
            for (byte[] page : SamplePages.all()) {
                byte[] body = encode(encoder, page);
                if (body.length > 0) {
                    int header = body.length << 3 | 2 << 1 | 1;
                    byte[] frame =
                            HEX.parseHex(
                                    FRAME_HEADER
                                            + "%02x%02x%02x"
                                                    .formatted(
                                                            header & 0xff,
                                                            header >> 8 & 0xff,
                                                            header >> 16)
                                            + HEX.formatHex(body));
                    assertArrayEquals(page, Zstd.decompress(frame, Page.SIZE_BYTES));
                }
            }
        }
    }

    @Test
    void zeroPageTakesElevenBytesOrFewer() {
        int length = encode(codec, new byte[Page.SIZE_BYTES]).length;
        assertTrue(length <= 11, "" + length);
    }

    @Test
    void leavesRandomPagesToOthers() {
        assertEquals(0, encode(codec, SamplePages.random(new Random(5))).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4096, 4097})
    void refusesLengthsThatNoPageHas(int length) {
        assertTrue(refusal(new byte[8192], length).getMessage().contains("1 to 4095 bytes"));
    }

    @Test
    void refusesBytesBehindTheBlock() {
        byte[] page = encode(codec, SamplePages.text(new Random(6)));
        for (int more : new int[] {1, 2, 3, 100}) {
            byte[] longer = Arrays.copyOf(page, page.length + more);
            assertTrue(refusal(longer).getMessage().contains("not a zstd block"));
        }
    }

    @Test
    void refusesShorterPages() {
        // One literal that is repeated 4095 times; no sequences.
        assertTrue(refusal(literalRun(4095)).getMessage().contains("holds 4095"));
    }

    @Test
    void refusesLongerPages() throws MalformedInputException {
        assertArrayEquals(SamplePages.filled((byte) 'x'), decode(codec, literalRun(4096)));
        assertTrue(refusal(literalRun(4097)).getMessage().contains("not a zstd block"));
    }

    @Test
    void refusesTablesOfABlockBefore() {
        // 100 literals in 10 bytes, coded with the table of the block before; there is none.
        byte[] body = HEX.parseHex("438602" + "01".repeat(10) + "00");
        assertTrue(refusal(body).getMessage().contains("Dictionary is corrupted"));
    }

    @Test
    void isOfNoUseOnceClosed() {
        ZstdCodec closed = new ZstdCodec(1);
        closed.close();
        closed.close();
        assertThrows(IllegalStateException.class, () -> encode(closed, new byte[Page.SIZE_BYTES]));
        assertThrows(IllegalStateException.class, () -> decode(closed, literalRun(4096)));
    }

    @ParameterizedTest
    @ValueSource(ints = {23, Integer.MIN_VALUE})
    void refusesLevelsThatZstdHasNot(int level) {
        assertThrows(IllegalArgumentException.class, () -> new ZstdCodec(level));
    }

    /** A block of one literal that is repeated (RFC 8878, 3.1.1.3.1.1), and no sequences. */
    private static byte[] literalRun(int count) {
        int header = count << 4 | 0b1101;
        return HEX.parseHex(
                "%02x%02x%02x".formatted(header & 0xff, header >> 8 & 0xff, header >> 16)
                        + "78"
                        + "00");
    }

    private MalformedInputException refusal(byte[] body) {
        return refusal(body, body.length);
    }

    private MalformedInputException refusal(byte[] body, int length) {
        MemorySegment page = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        return assertThrows(
                MalformedInputException.class,
                () -> codec.decode(MemorySegment.ofArray(body), 0, length, page, 0));
    }

    private static byte[] encode(PageCodec codec, byte[] page) {
        byte[] out = new byte[PageCodec.MAX_ENCODED_BYTES];
        int length = codec.encode(MemorySegment.ofArray(page), 0, MemorySegment.ofArray(out), 0);
        return Arrays.copyOf(out, Math.max(0, length));
    }

    private static byte[] decode(PageCodec codec, byte[] body) throws MalformedInputException {
        byte[] page = new byte[Page.SIZE_BYTES];
        codec.decode(MemorySegment.ofArray(body), 0, body.length, MemorySegment.ofArray(page), 0);
        return page;
    }
}
