package org.pagurus.codec.lz4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.CodecContractTest;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.SamplePages;
import org.pagurus.memory.Page;

class Lz4CodecTest extends CodecContractTest {
    @Override
    protected PageCodec codec() {
        return new Lz4Codec();
    }

    @Override
    protected List<byte[]> pages() {
        List<byte[]> pages = new ArrayList<>(SamplePages.all());
        pages.add(SamplePages.barelyFitting(codec()));
        return pages;
    }

    @Test
    void nativeLibraryIsUsedWhereTheTestsRun() {
        assertEquals(LZ4Factory.nativeInstance(), LZ4Factory.fastestInstance());
    }

    @Test
    void nativeAndJavaCodersReadEachOther() throws MalformedInputException {
        Lz4Codec nativeCodec = new Lz4Codec(LZ4Factory.nativeInstance());
        Lz4Codec javaCodec = new Lz4Codec(LZ4Factory.safeInstance());
        for (byte[] page : pages()) {
            assertArrayEquals(page, decode(javaCodec, encode(nativeCodec, page)));
            assertArrayEquals(page, decode(nativeCodec, encode(javaCodec, page)));
        }
    }

    @Test
    void blockIsThatOfTheLz4BlockFormat() throws MalformedInputException {
        // A literal, a match of distance 1 as long as leaves five literals, and these.
        assertEquals(
                "1f000100" + "ff".repeat(15) + "f6" + "50" + "00".repeat(5),
                HexFormat.of().formatHex(encode(codec(), new byte[Page.SIZE_BYTES])));
    }

    @Test
    void leavesRandomPagesToOthers() {
        byte[] page = SamplePages.random(new Random(5));
        MemorySegment out = MemorySegment.ofArray(new byte[PageCodec.MAX_ENCODED_BYTES]);
        assertEquals(PageCodec.NOT_SMALLER, codec().encode(MemorySegment.ofArray(page), 0, out, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4096, 4097})
    void refusesLengthsThatNoPageHas(int length) {
        assertTrue(refusal(new byte[8192], length).getMessage().contains("1 to 4095 bytes"));
    }

    @Test
    void refusesBlocksOfOtherLengths() {
        byte[] page = encode(codec(), SamplePages.text(new Random(6)));
        byte[] longer = Arrays.copyOf(page, page.length + 1);
        assertTrue(refusal(longer, longer.length).getMessage().contains("not an LZ4 block"));
        // A block of its own that holds five literals.
        byte[] five = HexFormat.of().parseHex("500102030405");
        assertTrue(refusal(five, five.length).getMessage().contains("holds 5"));
    }

    @Test
    void refusesMatchesFromBeforeThePage() {
        // One literal, then a match of distance 2.
        byte[] block = HexFormat.of().parseHex("1f000200" + "ff".repeat(15) + "f6500000000000");
        assertTrue(refusal(block, block.length).getMessage().contains("not an LZ4 block"));
    }

    private MalformedInputException refusal(byte[] block, int length) {
        MemorySegment page = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        return assertThrows(
                MalformedInputException.class,
                () -> codec().decode(MemorySegment.ofArray(block), 0, length, page, 0));
    }

    private static byte[] encode(PageCodec codec, byte[] page) {
        byte[] out = new byte[PageCodec.MAX_ENCODED_BYTES];
        int length = codec.encode(MemorySegment.ofArray(page), 0, MemorySegment.ofArray(out), 0);
        return Arrays.copyOf(out, length);
    }

    private static byte[] decode(PageCodec codec, byte[] block) throws MalformedInputException {
        byte[] page = new byte[Page.SIZE_BYTES];
        codec.decode(MemorySegment.ofArray(block), 0, block.length, MemorySegment.ofArray(page), 0);
        return page;
    }
}
