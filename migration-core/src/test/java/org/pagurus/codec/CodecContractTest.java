package org.pagurus.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.Page;

/** What every codec keeps: its round trip, its bounds, and its calm about bytes of a stranger. */
public abstract class CodecContractTest {
    private static final byte CANARY = 0x5a;
    private static final int MARGIN = 64;
    private static final int STRAY_INPUTS = 2_000;

    protected abstract PageCodec codec();

    /** Pages of 4096 bytes that this codec can encode. */
    protected abstract List<byte[]> pages();

    @Test
    void keepsPagesAtEveryAlignmentAndAtTheEndsOfTheirBuffers() throws MalformedInputException {
        PageCodec codec = codec();
        for (byte[] content : pages()) {
            for (int shift = 0; shift < MARGIN; shift++) {
                MemorySegment page = buffer(shift + Page.SIZE_BYTES);
                MemorySegment.copy(content, 0, page, BYTE, shift, Page.SIZE_BYTES);
                MemorySegment encoded = buffer(shift + PageCodec.MAX_ENCODED_BYTES);
                int length = codec.encode(page, shift, encoded, shift);
                assertTrue(length >= 0 && length <= PageCodec.MAX_ENCODED_BYTES, "" + length);
                assertCanaries(encoded, 0, shift);
                MemorySegment exact = encoded.asSlice(0, (long) shift + length);
                MemorySegment out = buffer(2 * shift + Page.SIZE_BYTES);
                codec.decode(exact, shift, length, out, shift);
                assertCanaries(out, 0, shift);
                assertCanaries(out, shift + Page.SIZE_BYTES, shift);
                long mismatch =
                        MemorySegment.mismatch(
                                MemorySegment.ofArray(content),
                                0,
                                Page.SIZE_BYTES,
                                out,
                                shift,
                                shift + Page.SIZE_BYTES);
                assertEquals(-1, mismatch);
            }
        }
    }

    @Test
    void fixedLengthIsTheLengthOfEveryPage() {
        PageCodec codec = codec();
        MemorySegment out = buffer(PageCodec.MAX_ENCODED_BYTES);
        for (byte[] content : pages()) {
            int length = codec.encode(MemorySegment.ofArray(content), 0, out, 0);
            if (codec.fixedEncodedBytes() != PageCodec.VARIABLE) {
                assertEquals(codec.fixedEncodedBytes(), length);
            }
        }
    }

    @Test
    void strayBytesAreAPageOrMalformedAndNothingElseIsWritten() {
        PageCodec codec = codec();
        Random random = new Random(1);
        for (int i = 0; i < STRAY_INPUTS; i++) {
            byte[] bytes =
                    new byte[i % 3 == 0 ? i % 20 : random.nextInt(PageCodec.MAX_ENCODED_BYTES)];
            random.nextBytes(bytes);
            MemorySegment out = buffer(MARGIN + Page.SIZE_BYTES + MARGIN);
            try {
                codec.decode(MemorySegment.ofArray(bytes), 0, bytes.length, out, MARGIN);
            } catch (MalformedInputException e) {
                assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e::getMessage);
                assertNotNull(e.getMessage());
            }
            assertCanaries(out, 0, MARGIN);
            assertCanaries(out, MARGIN + Page.SIZE_BYTES, MARGIN);
        }
    }

    @Test
    void cutOffEncodingsAreAPageOrMalformed() {
        PageCodec codec = codec();
        for (byte[] content : pages()) {
            MemorySegment encoded = buffer(PageCodec.MAX_ENCODED_BYTES);
            int length = codec.encode(MemorySegment.ofArray(content), 0, encoded, 0);
            for (int cut = 0; cut < length; cut += 1 + length / 50) {
                MemorySegment out = buffer(Page.SIZE_BYTES + MARGIN);
                try {
                    codec.decode(encoded.asSlice(0, cut), 0, cut, out, 0);
                } catch (MalformedInputException e) {
                    assertTrue(e.offset() <= cut, e::getMessage);
                }
                assertCanaries(out, Page.SIZE_BYTES, MARGIN);
            }
        }
    }

    @Test
    void isKnownByItsNumber() {
        assertEquals(codec().id(), CodecId.ofWire(codec().id().wire()));
        assertEquals(codec().getClass(), new Codecs().of(codec().id()).getClass());
    }

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private static MemorySegment buffer(long sizeBytes) {
        return Arena.ofAuto().allocate(sizeBytes).fill(CANARY);
    }

    private static void assertCanaries(MemorySegment buffer, long from, long count) {
        for (long i = from; i < from + count; i++) {
            assertEquals(CANARY, buffer.get(BYTE, i), "written outside its place, at " + i);
        }
    }
}
