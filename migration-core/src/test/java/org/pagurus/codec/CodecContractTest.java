package org.pagurus.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.Page;
import org.pagurus.memory.Seed;

/**
 * What every codec keeps: its round trip, its bounds, and its calm about bytes of a stranger. A
 * delta codec keeps the same {@linkplain WithReference with a reference}.
 */
public abstract class CodecContractTest {
    private static final byte CANARY = 0x5a;
    private static final int MARGIN = 64;
    private static final int STRAY_INPUTS = 2_000;
    private static final int MUTATED_INPUTS = 1_000_000;

    /** What one decoding may take from the heap, on average: a refusal with its stack. */
    private static final long MAX_ALLOCATED_BYTES = 8 << 10;

    protected abstract PageCodec codec();

    /** Pages of 4096 bytes that this codec makes smaller, or that have its fixed length. */
    protected abstract List<byte[]> pages();

    @Test
    void keepsPagesAtEveryAlignmentAndAtTheEndsOfTheirBuffers() throws MalformedInputException {
        PageCodec codec = codec();
        for (byte[] content : pages()) {
            byte[] kept = content.clone();
            for (int shift = 0; shift < MARGIN; shift++) {
                MemorySegment page = buffer(shift + Page.SIZE_BYTES);
                MemorySegment.copy(content, 0, page, BYTE, shift, Page.SIZE_BYTES);
                MemorySegment encoded = buffer(shift + PageCodec.MAX_ENCODED_BYTES);
                int length = codec.encode(page, shift, encoded, shift);
                assertTrue(length >= 0 && length <= PageCodec.MAX_ENCODED_BYTES, "" + length);
                assertCanaries(encoded, 0, shift);
                assertArrayEquals(
                        kept, page.asSlice(shift, Page.SIZE_BYTES).toArray(BYTE), "the page");
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
            if (codec.id().bodyBytes() != CodecId.VARIABLE) {
                assertEquals(codec.id().bodyBytes(), length);
            }
        }
    }

    /** A length that varies is less than a page's: only then is the page sent so. */
    @Test
    void pageThatIsNotMadeSmallerIsLeftToOthers() {
        PageCodec codec = codec();
        MemorySegment out = buffer(MARGIN + PageCodec.MAX_ENCODED_BYTES + MARGIN);
        Random random = new Random(2);
        for (int i = 0; i < 500 && codec.id().bodyBytes() == CodecId.VARIABLE; i++) {
            byte[] content = new byte[Page.SIZE_BYTES];
            random.nextBytes(content);
            Arrays.fill(content, 0, i * 8, (byte) (i % 3));
            int length = codec.encode(MemorySegment.ofArray(content), 0, out, MARGIN);
            assertTrue(
                    length == PageCodec.NOT_SMALLER || length >= 0 && length < Page.SIZE_BYTES,
                    "" + length);
            assertCanaries(out, 0, MARGIN);
            assertCanaries(out, MARGIN + PageCodec.MAX_ENCODED_BYTES, MARGIN);
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
    }

    /** Encodings of this codec's pages, damaged: each is a page or a typed refusal. */
    @Test
    void mutatedEncodingsAreAPageOrMalformed() {
        PageCodec codec = codec();
        List<byte[]> encodings = encodings(codec);
        MemorySegment out = Arena.ofAuto().allocate(MARGIN + Page.SIZE_BYTES + MARGIN);
        MemorySegment in = Arena.ofAuto().allocate(PageCodec.MAX_ENCODED_BYTES);
        out.fill(CANARY);
        Seed seed = Seed.fresh();
        Random random = seed.random(3);
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MUTATED_INPUTS; i++) {
            byte[] encoding = encodings.get(random.nextInt(encodings.size()));
            int length = mutate(encoding, in, random);
            // At the end of the memory that it may read.
            long inOffset = in.byteSize() - length;
            MemorySegment.copy(in, 0, in, inOffset, length);
            try {
                codec.decode(in, inOffset, length, out, MARGIN);
            } catch (MalformedInputException e) {
                if (e.offset() < 0 || e.offset() > length || e.getMessage().isEmpty()) {
                    throw new AssertionError(e + seed.replay(getClass()), e);
                }
            } catch (RuntimeException e) {
                throw new AssertionError(e + seed.replay(getClass()), e);
            }
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        assertTrue(
                allocated / MUTATED_INPUTS <= MAX_ALLOCATED_BYTES,
                () -> allocated / MUTATED_INPUTS + " bytes a page" + seed.replay(getClass()));
        assertCanaries(out, 0, MARGIN);
        assertCanaries(out, MARGIN + Page.SIZE_BYTES, MARGIN);
    }

    private List<byte[]> encodings(PageCodec codec) {
        List<byte[]> encodings = new ArrayList<>();
        MemorySegment out = buffer(PageCodec.MAX_ENCODED_BYTES);
        for (byte[] content : pages()) {
            int length = codec.encode(MemorySegment.ofArray(content), 0, out, 0);
            encodings.add(out.asSlice(0, length).toArray(BYTE));
        }
        return encodings;
    }

    /** Writes a damaged copy to the start of {@code to}; its length. */
    private static int mutate(byte[] encoding, MemorySegment to, Random random) {
        int length = encoding.length;
        MemorySegment.copy(encoding, 0, to, BYTE, 0, length);
        int kind = random.nextInt(8);
        if (kind == 0) {
            length = random.nextInt(length + 1);
        } else if (kind == 1) {
            int longer = Math.min(PageCodec.MAX_ENCODED_BYTES, length + 1 + random.nextInt(16));
            for (; length < longer; length++) {
                to.set(BYTE, length, (byte) random.nextInt());
            }
        }
        for (int i = random.nextInt(4); i >= 0 && length > 0; i--) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(16, length) : length);
            boolean bit = random.nextBoolean();
            byte was = to.get(BYTE, at);
            to.set(BYTE, at, (byte) (bit ? was ^ 1 << random.nextInt(8) : random.nextInt()));
        }
        return length;
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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
